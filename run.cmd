@echo off
rem Installs what is missing, then starts the analyser. The twin of `run`, for Windows.
rem
rem   run.cmd                    the app, in your browser
rem   run.cmd report ...         any command of the analyser; run.cmd --help lists them
rem   run.cmd test [pytest ...]  everything that CI checks
rem
rem Written with care but without a Windows computer at hand: nobody has tried it there yet.
rem Jumps instead of blocks in brackets: a bracket in a folder's name would end such a block.
setlocal EnableExtensions DisableDelayedExpansion

set "here=%~dp0"
set "here=%here:~0,-1%"
set "venv=%here%\.venv"
set "python=%venv%\Scripts\python.exe"
set "log=%here%\.venv.log"
rem Another program's Python parts would be found before ours.
set "PYTHONPATH="
set "PYTHONHOME="
rem Names and messages hold letters that older Windows code pages do not know.
set "PYTHONUTF8=1"
rem Neither installer puts its program on the path of a window that is already open.
set "PATH=%PATH%;%ProgramFiles%\Tesseract-OCR;%LocalAppData%\Programs\Tesseract-OCR;%LocalAppData%\Programs\Python\Launcher"

call :ready requirements.lock && goto :start
call :install || exit /b 2

:start
if "%~1"=="test" goto :test
if "%~1"=="lock" goto :no_lock
if "%~1"=="" goto :app
rem -P: a file of the same name in the folder you stand in must not be taken for one of ours.
"%python%" -P -m analyser %*
exit /b %errorlevel%

:app
"%python%" -P -m analyser app
exit /b %errorlevel%

:no_lock
echo The locks are remade on Linux or macOS, with ./run lock. 1>&2
exit /b 2


:ready
rem A moved folder or another lock: build anew.
if not exist "%python%" exit /b 1
if not exist "%venv%\ready-%~1" exit /b 1
if not exist "%venv%\ready-where" exit /b 1
set "was="
set /p was=<"%venv%\ready-where"
if not "%was%"=="%here%" exit /b 1
fc /b "%here%\%~1" "%venv%\ready-%~1" >nul 2>&1
exit /b %errorlevel%


:install
type nul >"%log%" || goto :read_only
call :find_python
if not defined base call :offer "Python, in which the analyser is written" Python.Python.3.12
if not defined base call :find_python
if not defined base goto :no_python
where tesseract >nul 2>&1
if errorlevel 1 call :offer "Tesseract, which reads the words in screenshots" UB-Mannheim.TesseractOCR
where tesseract >nul 2>&1
if errorlevel 1 echo Going on without Tesseract: chat exports can be read, screenshots cannot. 1>&2
echo Installing the analyser's parts into this folder. This takes a minute or two, the first time only. 1>&2
if exist "%venv%" rmdir /s /q "%venv%"
%base% -m venv "%venv%" >>"%log%" 2>&1 || goto :not_installed
call :parts requirements.lock || exit /b 1
echo Installed. 1>&2
exit /b 0


:parts
rem The ready marks come last, so a broken-off install is never taken for a whole one.
del /q "%venv%\ready-*" >nul 2>&1
"%python%" -m pip --disable-pip-version-check --no-input install --require-hashes --only-binary :all: -r "%here%\%~1" >>"%log%" 2>&1 || goto :not_installed
"%python%" -m pip --disable-pip-version-check --no-input install --no-build-isolation --no-deps -e "%here%" >>"%log%" 2>&1 || goto :not_installed
copy /b "%here%\requirements.lock" "%venv%\ready-requirements.lock" >nul || goto :not_installed
copy /b "%here%\%~1" "%venv%\ready-%~1" >nul || goto :not_installed
>"%venv%\ready-where" echo %here%
exit /b 0


:find_python
set "base="
for %%V in (3.14 3.13 3.12 3.11) do if not defined base call :try %%V
if defined base exit /b 0
rem Without the launcher: the name `python` may be a Store link or any version, so really run it.
python -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>&1
if not errorlevel 1 set "base=python"
exit /b 0

:try
py -%1 -c "import venv, ensurepip" >nul 2>&1
if not errorlevel 1 set "base=py -%1"
exit /b 0


:offer
rem :offer WHAT PACKAGE
echo Not on this computer yet: %~1. 1>&2
where winget >nul 2>&1
if errorlevel 1 goto :by_hand
if defined CI goto :winget
set "answer="
set /p "answer=Install it now with winget? [y/n] " 1>&2
if /i "%answer:~0,1%"=="y" goto :winget
:by_hand
echo To install it later:  winget install --exact --id %~2 1>&2
exit /b 0
:winget
echo Installing %~2. Windows may ask you to allow it. 1>&2
winget install --exact --id %~2 --accept-package-agreements --accept-source-agreements 1>&2
if errorlevel 1 echo That did not work. The command to run by hand:  winget install --exact --id %~2 1>&2
exit /b 0


:no_python
echo The analyser needs Python 3.11 to 3.14, and none was found on this computer. 1>&2
echo Install Python 3.12 from the Microsoft Store or the Python website, then start run.cmd again. 1>&2
exit /b 1

:read_only
echo This folder cannot be written to: %here% 1>&2
echo Move it to a place of your own, such as your Documents, then start run.cmd again. 1>&2
exit /b 1

:not_installed
if defined CI type "%log%" 1>&2
echo The analyser's parts could not be installed. Nothing of yours is lost. 1>&2
echo Most often there is no internet connection, or the disk is full (1.5 GB are needed). 1>&2
echo Put that right and start run.cmd again; it begins afresh. Details: %log% 1>&2
exit /b 1


:test
call :ready requirements-test.lock && goto :checks
echo Installing what the tests need. 1>&2
call :parts requirements-test.lock || exit /b 2
:checks
rem `shift` leaves %* as it was, so the word `test` is cut off by hand.
set "chosen=%*"
set "chosen=%chosen:~4%"
cd /d "%here%"
set "failed="
"%python%" -m ruff format --check . || call :failed "ruff format"
"%python%" -m ruff check . || call :failed "ruff check"
"%python%" -m mypy || call :failed "mypy"
"%venv%\Scripts\lint-imports.exe" || call :failed "import contract"
"%python%" -m pytest%chosen% || call :failed "pytest"
if not defined failed exit /b 0
echo Failed:%failed% 1>&2
exit /b 1

:failed
set "failed=%failed% [%~1]"
exit /b 0
