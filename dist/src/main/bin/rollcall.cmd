@echo off
rem Starts Rollcall on Windows. Not tested on Windows.
rem ROLLCALL_JAVA (a program or the folder of a JDK), ROLLCALL_HOME and ROLLCALL_OPTS as in the script rollcall beside it.
setlocal
set "home=%~dp0.."
if not "%ROLLCALL_HOME%"=="" set "home=%ROLLCALL_HOME%"
set "java=java"
if not "%JAVA_HOME%"=="" set "java=%JAVA_HOME%\bin\java.exe"
if not "%ROLLCALL_JAVA%"=="" set "java=%ROLLCALL_JAVA%"
if exist "%java%\bin\java.exe" set "java=%java%\bin\java.exe"
if not exist "%home%\lib\rollcall.jar" (
  >&2 echo Rollcall cannot start: there is no file %home%\lib\rollcall.jar. Set ROLLCALL_HOME to the folder of Rollcall.
  exit /b 2
)
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m %ROLLCALL_OPTS% -jar "%home%\lib\rollcall.jar" %*
exit /b %ERRORLEVEL%
