//! Dots that say which of the steps is reached.

use eframe::egui::{Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::super::theme::{self, Tokens, Weight};
use super::line;

/// Draws the steps in a row; `at` is the one reached.
pub fn steps(ui: &mut Ui, names: &[&str], at: usize) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.x = theme::S8;
    for (i, name) in names.iter().enumerate() {
        if i > 0 {
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 2.0), Sense::hover());
            ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.5, t.c.edge));
        }
        let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
        if i <= at {
            ui.painter().circle_filled(rect.center(), 7.0, t.c.ink);
        } else {
            ui.painter().circle_stroke(rect.center(), 6.25, Stroke::new(1.5, t.c.edge));
        }
        let state = if i == at {
            "now"
        } else if i < at {
            "done"
        } else {
            "to come"
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{name}: {state}")));
        let (weight, colour) = if i == at { (Weight::SemiBold, t.c.ink) } else { (Weight::Regular, t.c.soft) };
        line(ui, name, weight, theme::CAPTION, colour);
    }
}
