//! Lines and columns of places in a text.

/// Walks a text once and tells where its bytes are.
#[derive(Debug)]
pub struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    /// At the start of a text, which is on this line.
    pub fn new(text: &'a str, line: usize) -> Self {
        Self { text, at: 0, line, column: 1 }
    }

    /// Line and column of a byte, from 1. It must not lie before the last one asked for.
    pub fn place(&mut self, byte: usize) -> (usize, usize) {
        let end = self.text.floor_char_boundary(byte);
        let passed = self.text.get(self.at..end).unwrap_or_default();
        for (i, c) in passed.char_indices() {
            // A line ends with LF, CR LF or CR alone.
            let is_end = c == '\n' || c == '\r' && self.text.as_bytes().get(self.at + i + 1) != Some(&b'\n');
            (self.line, self.column) = if is_end { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = self.at.max(end);
        (self.line, self.column)
    }
}
