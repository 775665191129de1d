@echo off
rem Starts Rollcall on Windows. Not tested on Windows.
java -jar "%~dp0..\lib\rollcall.jar" %*
