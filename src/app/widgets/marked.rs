//! Text of questions with its Markdown and maths.

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align, Color32, Response, Role, TextWrapMode, Ui, WidgetInfo};

use super::super::theme::{self, Tokens, Weight};
use super::bidi::{Base, label};
use crate::classroom::markup::{Level, Piece, pieces, plain};

/// Size of powers and indices beside the text, and of the parts of small fractions.
const SMALL: f32 = 0.72;
const PART: f32 = 0.8;
/// Room around code, on its ground.
const AROUND_CODE: f32 = 2.0;

/// Text of a question over as many lines as it needs.
pub fn marked(ui: &mut Ui, text: &str, weight: Weight, size: f32, colour: Color32) -> Response {
    let t = Tokens::of(ui);
    let job = marked_job(&t, text, weight, size, colour, ui.available_width());
    let response = label(ui, job, TextWrapMode::Wrap, Base::FirstStrong);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, plain(text)));
    response
}

/// The same to be painted.
pub fn marked_job(t: &Tokens, text: &str, weight: Weight, size: f32, colour: Color32, width: f32) -> LayoutJob {
    let pieces = pieces(text);
    // What is bold must be told from what is half bold.
    let has_strong = pieces.iter().any(|p| p.look.strong);
    let weight = if has_strong && weight == Weight::SemiBold { Weight::Medium } else { weight };
    let mut job = LayoutJob { wrap: TextWrapping::wrap_at_width(width), ..LayoutJob::default() };
    for piece in &pieces {
        job.append(&piece.text, 0.0, format(t, piece, weight, size, colour));
    }
    job
}

fn format(t: &Tokens, piece: &Piece, weight: Weight, size: f32, colour: Color32) -> TextFormat {
    let look = piece.look;
    let weight = if look.strong { Weight::Bold } else { weight };
    let (size, valign) = match look.level {
        Level::Line => (size, Align::Center),
        Level::Raised => (size * SMALL, Align::TOP),
        Level::Lowered => (size * SMALL, Align::BOTTOM),
        Level::Over => (size * PART, Align::TOP),
        Level::Under => (size * PART, Align::BOTTOM),
    };
    let font_id = t.font(weight, size);
    TextFormat {
        // With a line height of its own a text would stand in the middle, whatever its level.
        line_height: (look.level == Level::Line).then_some((font_id.size * theme::LINE_HEIGHT).round()),
        font_id,
        color: colour,
        italics: look.slanted,
        valign,
        background: if look.code { t.c.sunken } else { Color32::TRANSPARENT },
        expand_bg: AROUND_CODE,
        ..TextFormat::default()
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Context;

    use super::*;
    use crate::classroom::markup;

    #[test]
    fn our_fonts_have_every_sign_that_maths_can_come_out_with() {
        let ctx = Context::default();
        ctx.set_fonts(theme::definitions());
        ctx.run_ui(Default::default(), |_| {}).textures_delta.clear();
        for weight in [Weight::Regular, Weight::Medium, Weight::SemiBold, Weight::Bold] {
            let lacking: Vec<&str> = markup::signs().filter(|sign| !ctx.fonts_mut(|f| f.has_glyphs(&weight.at(16.0), sign))).collect();
            assert_eq!(lacking, [""; 0], "{weight:?}");
        }
    }
}
