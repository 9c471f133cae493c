//! The four bars, sized to the room.

use eframe::egui::Ui;

use super::model::TeachModel;
use crate::app::lesson::Step;
use crate::app::theme;
use crate::app::widgets::{Bar, bar};

/// Draws the bars in `height` points.
pub fn bars_ui(ui: &mut Ui, model: &TeachModel, step: Step, height: f32) {
    let all: Vec<_> = model.shown().collect();
    let each = (height / all.len().max(1) as f32).clamp(40.0, 104.0);
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = step >= Step::Chart;
    // Grows once, when the chart is shown.
    let grown = ui.ctx().animate_bool_with_time(ui.scope_id().with("grown"), shown, theme::GROW_SECONDS);
    for (answer, option) in all {
        let right = step == Step::Right && model.right[answer.index()];
        let faded = step == Step::Right && model.has_right && !right;
        let count = model.counts[answer.index()];
        bar(ui, &Bar { answer, option, count, of: model.expected, right, faded, grown: if shown { grown } else { 0.0 } }, each);
    }
}
