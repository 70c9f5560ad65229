@echo off
rem Starts raftarium-node with the Java of JAVA_HOME, or else of the PATH.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined RAFTARIUM_JAVA set "java=%RAFTARIUM_JAVA%"
set "major="
for /f "tokens=3" %%v in ('""%java%" -XshowSettings:properties -version 2^>^&1 ^| findstr /c:"java.specification.version""') do set "major=%%v"
if not defined major goto missing
for /f "delims=." %%m in ("%major%") do if %%m LSS 25 goto missing
"%java%" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED "-Dlogback.configurationFile=%home%\conf\logback.xml" %RAFTARIUM_JAVA_OPTS% -cp "%home%\lib\*" io.raftarium.cli.RaftariumNode %*
exit /b %ERRORLEVEL%

:missing
echo raftarium-node needs Java 25 or newer, but "%java%" is %major%. 1>&2
echo Install one, for example Temurin 25 from adoptium.net, and set JAVA_HOME to its folder. 1>&2
exit /b 69
