/** Body classes that VS Code gives to a webview, by theme. */
export const THEMES = {
  dark: "vscode-dark",
  light: "vscode-light",
  "high-contrast": "vscode-high-contrast",
  "high-contrast-light": "vscode-high-contrast vscode-high-contrast-light",
} as const;
export type ThemeName = keyof typeof THEMES;

/** The variables of VS Code's own themes that the page uses. */
export const THEME_CSS = `
body {
  --vscode-font-family: "DejaVu Sans", system-ui, sans-serif;
  --vscode-font-size: 13px;
  --vscode-font-weight: normal;
  --vscode-editor-font-family: "DejaVu Sans Mono", monospace;
  padding: 0 20px;
  background: var(--vscode-editor-background);
  color: var(--vscode-foreground);
  font-family: var(--vscode-font-family);
}
html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
body.vscode-dark {
  --vscode-editor-background: #1f1f1f;
  --vscode-editor-foreground: #cccccc;
  --vscode-foreground: #cccccc;
  --vscode-descriptionForeground: #9d9d9d;
  --vscode-focusBorder: #0078d4;
  --vscode-panel-border: #2b2b2b;
  --vscode-editorWidget-background: #202020;
  --vscode-sideBar-background: #181818;
  --vscode-textLink-foreground: #4daafc;
  --vscode-textCodeBlock-background: #2b2b2b;
  --vscode-input-background: #313131;
  --vscode-input-foreground: #cccccc;
  --vscode-input-border: #3c3c3c;
  --vscode-inputValidation-errorBackground: #5a1d1d;
  --vscode-inputValidation-errorBorder: #be1100;
  --vscode-errorForeground: #f85149;
  --vscode-editorWarning-foreground: #cca700;
  --vscode-toolbar-hoverBackground: #5a5d5e50;
  --vscode-list-hoverBackground: #2a2d2e;
  --vscode-icon-foreground: #cccccc;
  --vscode-scrollbarSlider-background: #79797966;
  --vscode-settings-checkboxBackground: #313131;
  --vscode-settings-checkboxBorder: #3c3c3c;
  --vscode-settings-checkboxForeground: #cccccc;
  --vscode-progressBar-background: #0078d4;
  --vscode-tokenscope-token1: #3b5bdb55;
  --vscode-tokenscope-token2: #0ca67855;
  --vscode-tokenscope-token3: #e6770055;
  --vscode-tokenscope-token4: #ae3ec955;
  --vscode-tokenscope-token5: #f03e3e4d;
  --vscode-tokenscope-token6: #1098ad55;
  --vscode-tokenscope-windowInput: #3794ff;
  --vscode-tokenscope-windowTarget: #cca700;
  color-scheme: dark;
}
body.vscode-light {
  --vscode-editor-background: #ffffff;
  --vscode-editor-foreground: #3b3b3b;
  --vscode-foreground: #3b3b3b;
  --vscode-descriptionForeground: #3b3b3b;
  --vscode-focusBorder: #005fb8;
  --vscode-panel-border: #e5e5e5;
  --vscode-editorWidget-background: #f8f8f8;
  --vscode-sideBar-background: #f8f8f8;
  --vscode-textLink-foreground: #005fb8;
  --vscode-textCodeBlock-background: #f8f8f8;
  --vscode-input-background: #ffffff;
  --vscode-input-foreground: #3b3b3b;
  --vscode-input-border: #cecece;
  --vscode-inputValidation-errorBackground: #f2dede;
  --vscode-inputValidation-errorBorder: #be1100;
  --vscode-errorForeground: #f85149;
  --vscode-editorWarning-foreground: #bf8803;
  --vscode-toolbar-hoverBackground: #b8b8b850;
  --vscode-list-hoverBackground: #f2f2f2;
  --vscode-icon-foreground: #3b3b3b;
  --vscode-scrollbarSlider-background: #64646466;
  --vscode-settings-checkboxBackground: #f8f8f8;
  --vscode-settings-checkboxBorder: #cecece;
  --vscode-settings-checkboxForeground: #3b3b3b;
  --vscode-progressBar-background: #005fb8;
  --vscode-tokenscope-token1: #74a0ff55;
  --vscode-tokenscope-token2: #38d9a955;
  --vscode-tokenscope-token3: #ffc07888;
  --vscode-tokenscope-token4: #e599f766;
  --vscode-tokenscope-token5: #ffa8a877;
  --vscode-tokenscope-token6: #66d9e866;
  --vscode-tokenscope-windowInput: #005fb8;
  --vscode-tokenscope-windowTarget: #a36d00;
  color-scheme: light;
}
body.vscode-high-contrast {
  --vscode-editor-background: #000000;
  --vscode-editor-foreground: #ffffff;
  --vscode-foreground: #ffffff;
  --vscode-descriptionForeground: #ffffffb3;
  --vscode-focusBorder: #f38518;
  --vscode-contrastBorder: #6fc3df;
  --vscode-contrastActiveBorder: #f38518;
  --vscode-panel-border: #6fc3df;
  --vscode-editorWidget-background: #0c141f;
  --vscode-sideBar-background: #000000;
  --vscode-textLink-foreground: #21a6ff;
  --vscode-textCodeBlock-background: #000000;
  --vscode-input-background: #000000;
  --vscode-input-foreground: #ffffff;
  --vscode-input-border: #6fc3df;
  --vscode-inputValidation-errorBackground: #000000;
  --vscode-inputValidation-errorBorder: #be1100;
  --vscode-errorForeground: #f48771;
  --vscode-editorWarning-foreground: #ffd370;
  --vscode-icon-foreground: #ffffff;
  --vscode-scrollbarSlider-background: #6fc3df99;
  --vscode-settings-checkboxBackground: #000000;
  --vscode-settings-checkboxBorder: #6fc3df;
  --vscode-settings-checkboxForeground: #ffffff;
  --vscode-progressBar-background: #6fc3df;
  --vscode-tokenscope-token1: #00000000;
  --vscode-tokenscope-token2: #00000000;
  --vscode-tokenscope-token3: #00000000;
  --vscode-tokenscope-token4: #00000000;
  --vscode-tokenscope-token5: #00000000;
  --vscode-tokenscope-token6: #00000000;
  --vscode-tokenscope-windowInput: #21a6ff;
  --vscode-tokenscope-windowTarget: #ffd370;
  color-scheme: dark;
}
body.vscode-high-contrast-light {
  --vscode-editor-background: #ffffff;
  --vscode-editor-foreground: #292929;
  --vscode-foreground: #292929;
  --vscode-descriptionForeground: #292929b3;
  --vscode-focusBorder: #006bbd;
  --vscode-contrastBorder: #0f4a85;
  --vscode-contrastActiveBorder: #006bbd;
  --vscode-panel-border: #0f4a85;
  --vscode-editorWidget-background: #ffffff;
  --vscode-textLink-foreground: #0f4a85;
  --vscode-textCodeBlock-background: #f2f2f2;
  --vscode-input-background: #ffffff;
  --vscode-input-foreground: #292929;
  --vscode-input-border: #0f4a85;
  --vscode-editorWarning-foreground: #895503;
  --vscode-errorForeground: #b5200d;
  --vscode-icon-foreground: #292929;
  --vscode-settings-checkboxBackground: #ffffff;
  --vscode-settings-checkboxBorder: #0f4a85;
  --vscode-settings-checkboxForeground: #292929;
  --vscode-tokenscope-windowInput: #0f4a85;
  --vscode-tokenscope-windowTarget: #895503;
  color-scheme: light;
}
`;
