// A bench that is interrupted ends in order, so that its server and browsers end with it.
for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
