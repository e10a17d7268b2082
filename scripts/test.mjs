// Plain JavaScript, so that a Node too old for everything else can still read it and say what is missing.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 12);

if (isNewEnough && process.features.typescript) {
  const { main } = await import('./suite/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  console.error(`This is Node ${process.version}; the checks need 22.18 or later, which runs TypeScript as it is.
The project brings its own, the development dependency "node", and npm puts it first on the PATH of its scripts. It is not
there: npm ran with --ignore-scripts, or has blocked the package's install script. Run

  npm rebuild node

and then npm test again. If npm says that the script is not allowed: npm install-scripts approve node`);
  process.exitCode = 1;
}
