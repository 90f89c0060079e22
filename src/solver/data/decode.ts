// Bytes of a text file -> text: by byte order mark, else UTF-8 when every byte fits it, else windows-1252.

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

/** First bytes of files that are not text, with what to do about each. */
const BINARY: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], "a ZIP archive, as Excel and LibreOffice write them; open it there and save the sheet as CSV"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook; open it there and save the sheet as CSV"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF; copy its table into a spreadsheet and save that as CSV"],
  [[0x1f, 0x8b], "compressed with gzip; unpack it first"],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "an SQLite database; export its tables as CSV"],
  [[0x50, 0x41, 0x52, 0x31], "a Parquet file; convert it to CSV"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture; choose a table of text"],
  [[0xff, 0xd8, 0xff], "a picture; choose a table of text"],
  [[0x47, 0x49, 0x46, 0x38], "a picture; choose a table of text"],
];

/** What the bytes are when they are no text, e.g. "a PDF; ..."; null when nothing speaks against text. */
export function binaryKind(bytes: Uint8Array): string | null {
  return BINARY.find(([magic]) => magic.every((byte, index) => bytes[index] === byte))?.[1] ?? null;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** Bytes that do not fit a chosen encoding become U+FFFD. A byte order mark is dropped. */
export function decodeText(bytes: Uint8Array, chosen: Encoding | null): Decoded {
  const encoding = chosen ?? encodingOf(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
