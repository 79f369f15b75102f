@node "%~dp0hostedLauncher.cjs" %*
