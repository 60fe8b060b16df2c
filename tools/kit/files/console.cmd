@echo off
chcp 65001 >nul
set "CIXI_COMMAND=%~nx0"
if "%~1"=="" (
    start "" "%~dp0runtime\pythonw.exe" "%~dp0runtime\start.py"
) else (
    "%~dp0runtime\python.exe" -X utf8 "%~dp0runtime\start.py" %*
)
