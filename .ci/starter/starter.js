const { commands } = require("vscode");

module.exports = { activate: () => commands.executeCommand("tokenscope.openSample") };
