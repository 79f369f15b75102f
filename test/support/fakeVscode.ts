import Module from "node:module";

/** A document of which the fake VS Code tells whatever a test likes. */
export class FakeDocument {
  isClosed = false;
  isDirty = false;
  languageId = "plaintext";
  readonly uri = { toString: () => this.address };

  /** @param address a URI */
  constructor(
    readonly address: string,
    public text = "one two three\n",
  ) {}

  get isUntitled(): boolean {
    return this.address.startsWith("untitled:");
  }

  get lineCount(): number {
    return this.text.split("\n").length;
  }

  getText(): string {
    return this.text;
  }
}

type Listener = (event: unknown) => void;

/** As VS Code's, but for what only its own code needs. */
class EventEmitter {
  private readonly listeners = new Set<Listener>();

  readonly event = (listener: Listener): { dispose: () => void } => {
    const own: Listener = (event) => {
      listener(event);
    };
    this.listeners.add(own);
    return { dispose: () => void this.listeners.delete(own) };
  };

  fire(event: unknown): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

const emitters = {
  onDidOpenTextDocument: new EventEmitter(),
  onDidCloseTextDocument: new EventEmitter(),
  onDidChangeTextDocument: new EventEmitter(),
  onDidSaveTextDocument: new EventEmitter(),
  onWillRenameFiles: new EventEmitter(),
  onDidRenameFiles: new EventEmitter(),
  onDidOpenNotebookDocument: new EventEmitter(),
  onDidCloseNotebookDocument: new EventEmitter(),
  onDidChangeNotebookDocument: new EventEmitter(),
  onDidChangeActiveTextEditor: new EventEmitter(),
  onDidChangeVisibleTextEditors: new EventEmitter(),
};
const events = Object.fromEntries(
  Object.entries(emitters).map(([name, emitter]) => [name, emitter.event]),
);

/** VS Code's documents and its events of them. As VS Code does, it makes its lists true first. */
export const fakeEditor = {
  documents: [] as FakeDocument[],
  notebooks: [] as object[],
  active: undefined as FakeDocument | undefined,
  visible: [] as FakeDocument[],

  clear(): void {
    this.documents = [];
    this.notebooks = [];
    this.active = undefined;
    this.visible = [];
  },

  listen(name: keyof typeof emitters, listener: Listener): { dispose: () => void } {
    return emitters[name].event(listener);
  },

  fire(name: keyof typeof emitters, event: unknown): void {
    emitters[name].fire(event);
  },

  /** What goes and comes in one step. */
  delta(gone: readonly FakeDocument[], come: readonly FakeDocument[]): void {
    this.documents = [...this.documents.filter((each) => !gone.includes(each)), ...come];
    for (const document of gone) document.isClosed = true;
    for (const document of gone) this.fire("onDidCloseTextDocument", document);
    for (const document of come) this.fire("onDidOpenTextDocument", document);
  },

  open(...documents: FakeDocument[]): void {
    this.delta([], documents);
  },

  close(...documents: FakeDocument[]): void {
    this.delta(documents, []);
  },

  /** Another language: the end of a document and its beginning, while it is listed. */
  language(document: FakeDocument, languageId: string): void {
    this.fire("onDidCloseTextDocument", document);
    document.languageId = languageId;
    this.fire("onDidOpenTextDocument", document);
  },

  change(document: FakeDocument, text: string): void {
    document.text = text;
    this.fire("onDidChangeTextDocument", { document, contentChanges: [{}] });
  },

  save(document: FakeDocument): void {
    document.isDirty = false;
    this.fire("onDidSaveTextDocument", document);
  },

  show(...documents: FakeDocument[]): void {
    this.visible = documents;
    this.fire("onDidChangeVisibleTextEditors", vscode.window.visibleTextEditors);
  },

  activate(document: FakeDocument | undefined): void {
    this.active = document;
    this.fire("onDidChangeActiveTextEditor", document && { document });
  },
};

const vscode = {
  EventEmitter,
  workspace: {
    ...events,
    get textDocuments() {
      return [...fakeEditor.documents];
    },
    get notebookDocuments() {
      return [...fakeEditor.notebooks];
    },
  },
  window: {
    ...events,
    get activeTextEditor() {
      return fakeEditor.active && { document: fakeEditor.active };
    },
    get visibleTextEditors() {
      return fakeEditor.visible.map((document) => ({ document }));
    },
    activeNotebookEditor: undefined,
  },
};

// What is loaded after this gets the fake one where it asks for VS Code, of which Node has none.
const loader = Module as unknown as {
  _load: (this: unknown, name: string, ...rest: unknown[]) => unknown;
};
const load = loader._load;
loader._load = function (name, ...rest) {
  return name === "vscode" ? vscode : load.call(this, name, ...rest);
};
