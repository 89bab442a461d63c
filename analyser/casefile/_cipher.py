"""Passphrase to key, and the key as something that can be printed.

The file holds nothing but a random salt in the clear, in its first 16 bytes. Argon2id turns
passphrase and salt into a secret of 128 bits; the key of the cipher comes from the secret. The
secret itself is the recovery key: nothing more has to be stored, and who never asks for it has
none lying about.
"""

import hashlib
import unicodedata

from argon2.low_level import Type, hash_secret_raw

SALT_BYTES = 16
_SECRET_BYTES = 16
# The second recommended option of RFC 9106, section 4: for computers that cannot spare 2 GiB.
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U to misread
_TAKEN_FOR = str.maketrans("ILO", "110")
_CHECK_LETTERS = 2
_GROUP = 4
_BITS = 5
_SECRET_LETTERS = -(-_SECRET_BYTES * 8 // _BITS)


def secret_from(passphrase: str, salt: bytes) -> bytes:
    """Return the secret; slow by intent, about half a second, and 64 MiB of memory."""
    return hash_secret_raw(
        # The same letters typed on another system can be other code points.
        unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=_PASSES,
        memory_cost=_MEMORY_KIB,
        parallelism=_LANES,
        hash_len=_SECRET_BYTES,
        type=Type.ID,
    )


def key_from(secret: bytes, salt: bytes) -> bytes:
    """Return the 32 bytes of key that the cipher takes."""
    return hashlib.blake2b(secret, key=salt, person=b"analyser case 1", digest_size=32).digest()


def recovery_key(secret: bytes) -> str:
    """Return the secret in seven groups of four letters, the last two letters a check."""
    body = _letters(int.from_bytes(secret, "big"), _SECRET_LETTERS) + _check(secret)
    return "-".join(body[place : place + _GROUP] for place in range(0, len(body), _GROUP))


def secret_of(written: str) -> bytes | None:
    """Return the secret that a recovery key stands for; None where this is not one."""
    body = "".join(c for c in written.upper() if c.isalnum()).translate(_TAKEN_FOR)
    if len(body) != _SECRET_LETTERS + _CHECK_LETTERS or not set(body) <= set(_LETTERS):
        return None
    number = 0
    for letter in body[:_SECRET_LETTERS]:
        number = number << _BITS | _LETTERS.index(letter)
    if number >> _SECRET_BYTES * 8:
        return None
    secret = number.to_bytes(_SECRET_BYTES, "big")
    return secret if body[_SECRET_LETTERS:] == _check(secret) else None


def _letters(number: int, count: int) -> str:
    places = range(_BITS * (count - 1), -1, -_BITS)
    return "".join(_LETTERS[number >> place & (1 << _BITS) - 1] for place in places)


def _check(secret: bytes) -> str:
    digest = hashlib.blake2b(secret, person=b"analyser check", digest_size=2).digest()
    return _letters(int.from_bytes(digest, "big"), _CHECK_LETTERS)
