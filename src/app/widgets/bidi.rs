//! Text of both directions in the order it is seen in, after the Unicode Bidirectional Algorithm (UAX #9).
//!
//! egui shapes each word of a right-to-left script rightly but sets the words of a line from left to right. Here a text that has such
//! words is laid out once to see where its lines break, and once more with every line in visual order.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{ByteIndex, LayoutJob, LayoutSection, TextWrapping};
use eframe::egui::{Align, Color32, FontId, Galley, Id, Label, Painter, Response, Role, TextBuffer, TextWrapMode, Ui, WidgetInfo};
use eframe::epaint::text::ByteRangeExt as _;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Which way a paragraph runs as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Ours: names stand in English words.
    LeftToRight,
    /// As its first letter says: a teacher's own text.
    FirstStrong,
}

/// Lays a text out to be painted.
pub fn lay_out(painter: &Painter, job: LayoutJob, base: Base) -> Arc<Galley> {
    let galley = painter.layout_job(job);
    if !has_right_to_left(galley.text()) {
        return galley;
    }
    let mut seen = painter.layout_job(visual(&galley, base));
    if galley.elided {
        Arc::make_mut(&mut seen).elided = true;
    }
    seen
}

/// A label, the whole text as a tooltip where it is cut.
pub fn label(ui: &mut Ui, mut job: LayoutJob, wrap: TextWrapMode, base: Base) -> Response {
    if !has_right_to_left(&job.text) {
        return ui.add(Label::new(job).wrap_mode(wrap));
    }
    let width = ui.available_width();
    job.wrap = match wrap {
        TextWrapMode::Extend => TextWrapping::no_max_width(),
        TextWrapMode::Wrap => TextWrapping::wrap_at_width(width),
        TextWrapMode::Truncate => TextWrapping::truncate_at_width(width),
    };
    job.halign = ui.layout().horizontal_placement();
    if wrap == TextWrapMode::Wrap && base == Base::FirstStrong && BidiInfo::new(&job.text, None).paragraphs[0].level.is_rtl() {
        job.halign = Align::RIGHT;
    }
    let text = job.text.clone();
    let whole = LayoutJob { wrap: TextWrapping::no_max_width(), halign: Align::LEFT, ..job.clone() };
    let galley = lay_out(ui.painter(), job, base);
    let cut = galley.elided;
    let response = ui.add(Label::new(galley).show_tooltip_when_elided(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    if cut { response.on_hover_ui(|ui| _ = ui.label(lay_out(ui.painter(), whole, base))) } else { response }
}

/// Lays out the line of a text field. While it is typed in its words stand in the order of the text, which is how egui counts where
/// the cursor is.
pub fn field_layouter(id: Id, font: FontId, colour: Color32) -> impl FnMut(&Ui, &dyn TextBuffer, f32) -> Arc<Galley> {
    move |ui, text, _| {
        let job = LayoutJob::simple_singleline(text.as_str().to_owned(), font.clone(), colour);
        if ui.memory(|m| m.has_focus(id)) { ui.painter().layout_job(job) } else { lay_out(ui.painter(), job, Base::LeftToRight) }
    }
}

fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// The lines of a galley, each in the order it is seen in, as a job that breaks nowhere else.
fn visual(galley: &Galley, base: Base) -> LayoutJob {
    let job = &*galley.job;
    let mut seen = LayoutJob { text: String::new(), sections: Vec::new(), wrap: TextWrapping::no_max_width(), ..job.clone() };
    // A section each, so that each is shaped by itself even where one font has them all.
    let mut append = |text: &str, like: &LayoutSection| {
        let byte_range = ByteIndex(seen.text.len())..ByteIndex(seen.text.len() + text.len());
        seen.text += text;
        seen.sections.push(LayoutSection { leading_space: 0.0, byte_range, format: like.format.clone() });
    };
    let Some(last) = job.sections.last() else { return seen };
    let lines = lines(galley);
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            append("\n", last);
        }
        let pieces = pieces(&job.text, line.clone(), base);
        let cut = galley.elided && number + 1 == lines.len();
        let ends_left = pieces.first().is_some_and(|piece| piece.range.end == line.end && pieces.len() > 1);
        if cut && ends_left {
            append("…", last);
        }
        for piece in pieces {
            for section in &job.sections {
                let within = section.byte_range.as_usize();
                let both = piece.range.start.max(within.start)..piece.range.end.min(within.end);
                match piece.mirrored {
                    Some(sign) if !both.is_empty() => append(sign.encode_utf8(&mut [0; 4]), section),
                    None if !both.is_empty() => append(&job.text[both], section),
                    _ => {}
                }
            }
        }
        if cut && !ends_left {
            append("…", last);
        }
    }
    seen
}

/// Which bytes of the text stand on each line of the galley, without the space that ends it.
fn lines(galley: &Galley) -> Vec<Range<usize>> {
    let text = galley.text();
    let mut from = 0;
    let ranges = galley.rows.iter().enumerate().map(|(number, row)| {
        let last = number + 1 == galley.rows.len();
        let cut = last && galley.elided;
        let glyphs = row.glyphs.len() - usize::from(cut);
        let mut spaces = row.glyphs.iter().filter(|g| g.chr.is_whitespace()).count();
        let by_spaces = !cut && row.glyphs.last().is_some_and(|g| g.chr.is_whitespace());
        let rest = &text[from..];
        let length = if last && !cut {
            rest.len()
        } else if row.ends_with_newline {
            rest.find('\n').unwrap_or(rest.len())
        } else if by_spaces {
            // Ligatures have fewer glyphs than letters; a space is always one.
            let mut after = rest.char_indices().filter(|(_, c)| c.is_whitespace()).skip_while(|_| {
                spaces = spaces.saturating_sub(1);
                spaces > 0
            });
            after.next().map_or(rest.len(), |(at, c)| at + c.len_utf8())
        } else {
            rest.char_indices().nth(glyphs).map_or(rest.len(), |(at, _)| at)
        };
        let range = from..from + rest[..length].trim_end().len();
        from = (from + length + usize::from(row.ends_with_newline)).min(text.len());
        range
    });
    ranges.collect()
}

/// A part of a text that is shaped as one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    range: Range<usize>,
    /// What stands there instead, for a bracket that opens to the other side.
    mirrored: Option<char>,
}

/// One line of a text from left to right.
fn pieces(text: &str, line: Range<usize>, base: Base) -> Vec<Piece> {
    if line.is_empty() {
        return Vec::new();
    }
    let (analysed, level) = match base {
        Base::LeftToRight => (text.replace(is_ours, "a"), Some(Level::ltr())),
        Base::FirstStrong => (text.to_owned(), None),
    };
    let info = BidiInfo::new(&analysed, level);
    let Some(paragraph) = info.paragraphs.iter().find(|p| p.range.contains(&line.start)) else {
        return vec![Piece { range: line, mirrored: None }];
    };
    let line = line.start..line.end.min(paragraph.range.end);
    let (levels, runs) = info.visual_runs(paragraph, line);
    let mut out = Vec::new();
    for run in runs {
        if levels[run.start].is_rtl() {
            out.extend(words(text, run).into_iter().rev());
        } else {
            out.push(Piece { range: run, mirrored: None });
        }
    }
    out
}

/// In our own sentences figures and commas are ours, not part of the names beside them, which keep the order of the sentence.
fn is_ours(c: char) -> bool {
    c.is_ascii() && !matches!(c, ' ' | '-' | '\'' | '.' | '\n')
}

/// A right-to-left run as its words and the single signs between them, which come from other fonts, in the order of the text.
fn words(text: &str, run: Range<usize>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut in_word = false;
    for (at, c) in text[run.clone()].char_indices() {
        let (start, end) = (run.start + at, run.start + at + c.len_utf8());
        let joins = matches!(bidi_class(c), BidiClass::R | BidiClass::AL | BidiClass::NSM | BidiClass::BN);
        match out.last_mut() {
            Some(word) if joins && in_word => word.range.end = end,
            _ => out.push(Piece { range: start..end, mirrored: mirrored(c) }),
        }
        in_word = joins;
    }
    out
}

fn mirrored(c: char) -> Option<char> {
    const PAIRS: [[char; 2]; 6] = [['(', ')'], ['[', ']'], ['{', '}'], ['<', '>'], ['«', '»'], ['‹', '›']];
    PAIRS.iter().find_map(|&[left, right]| match c {
        _ if c == left => Some(right),
        _ if c == right => Some(left),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, FontId};

    use super::*;

    fn seen(text: &str, base: Base) -> String {
        let shown = |piece: Piece| piece.mirrored.map_or_else(|| text[piece.range].to_owned(), String::from);
        pieces(text, 0..text.len(), base).into_iter().map(shown).collect()
    }

    #[test]
    fn the_first_word_of_a_name_stands_at_the_right() {
        assert_eq!(seen("محمد علي", Base::LeftToRight), "علي محمد");
        assert_eq!(seen("נועה בר־לב", Base::FirstStrong), "בר־לב נועה");
        assert_eq!(seen("Anna Berg", Base::FirstStrong), "Anna Berg");
    }

    #[test]
    fn names_keep_their_order_in_our_sentences() {
        assert_eq!(seen("محمد علي, نور سعيد and Ana chose B", Base::LeftToRight), "علي محمد, سعيد نور and Ana chose B");
        assert_eq!(seen("Ana and محمد علي (2)", Base::LeftToRight), "Ana and علي محمد (2)");
    }

    #[test]
    fn a_text_of_the_teacher_runs_as_its_first_letter_does() {
        assert_eq!(seen("ما هو (3 + 4)؟", Base::FirstStrong), "؟(4 + 3) هو ما");
        assert_eq!(seen("نص PDF هنا", Base::FirstStrong), "هنا PDF نص");
    }

    #[test]
    fn lines_break_before_they_are_turned() {
        let ctx = Context::default();
        ctx.run_ui(Default::default(), |ui| {
            let mut job = LayoutJob::simple("واحد اثنان ثلاثة\nأربعة".to_owned(), FontId::proportional(20.0), Color32::BLACK, 0.0);
            let two_words = ui.painter().layout_no_wrap("واحد اثنان ".to_owned(), FontId::proportional(20.0), Color32::BLACK);
            job.wrap.max_width = two_words.size().x + 4.0;
            let galley = ui.painter().layout_job(job);
            assert_eq!(visual(&galley, Base::FirstStrong).text, "اثنان واحد\nثلاثة\nأربعة");
        })
        .textures_delta
        .clear();
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis_and_says_so() {
        let ctx = Context::default();
        ctx.run_ui(Default::default(), |ui| {
            let mut job = LayoutJob::simple_singleline("محمد علي عبد الرحمن".to_owned(), FontId::proportional(20.0), Color32::BLACK);
            let part = ui.painter().layout_no_wrap("محمد علي عب".to_owned(), FontId::proportional(20.0), Color32::BLACK);
            job.wrap = TextWrapping::truncate_at_width(part.size().x);
            let galley = lay_out(ui.painter(), job, Base::LeftToRight);
            assert!(galley.elided);
            assert!(galley.text().starts_with('…') && galley.text().ends_with(" علي محمد"), "{}", galley.text());
        })
        .textures_delta
        .clear();
    }
}
