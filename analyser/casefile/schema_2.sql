-- The case file, version 2. The log may hold changes by the person, which version 1 does not know.

-- What was read from a picture, so that opening a case need not read it anew; it can always be read
-- again. The key is made of the bytes of the picture, what the person said that a reading depends
-- on, and the versions of the program and of what reads pictures.
CREATE TABLE reading (
  key TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON
);
