//! Toasts: one line what, one line what next, one action.

use eframe::egui::{self, Align, Frame, Layout, Role, Stroke, Ui, WidgetInfo, vec2};

use super::super::theme::{self, Tint, Tokens, Weight, icons};
use super::{Button, ends, icon, paragraph};

/// What kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    /// Done; goes by itself after five seconds.
    Good,
    /// Look here.
    Warn,
    /// Went wrong.
    Bad,
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast<A> {
    /// Kind.
    pub kind: ToastKind,
    /// What.
    pub what: String,
    /// What next, or what is kept.
    pub next: String,
    /// An action with its words.
    pub action: Option<(String, A)>,
    /// When it came, in seconds of the window's clock.
    pub since: f64,
}

/// A good toast stays for so long, in seconds.
const GOOD_SECONDS: f64 = 5.0;

/// More than so many are not kept.
const MOST: usize = 3;

/// Draws the last `most` of them below one another and returns the action that was pressed. Drops those that are over.
pub fn toasts<A: Clone>(ui: &mut Ui, list: &mut Vec<Toast<A>>, most: usize) -> Option<A> {
    let now = ui.input(|i| i.time);
    list.retain(|t| t.kind != ToastKind::Good || now - t.since < GOOD_SECONDS);
    list.drain(..list.len().saturating_sub(MOST));
    if let Some(first) = list.iter().filter(|t| t.kind == ToastKind::Good).map(|t| t.since).reduce(f64::min) {
        ui.ctx().request_repaint_after_secs((GOOD_SECONDS - (now - first)).max(0.05) as f32);
    }
    let (mut pressed, mut dropped) = (None, None);
    ui.spacing_mut().item_spacing.y = theme::S12;
    for (i, toast) in list.iter().enumerate().skip(list.len().saturating_sub(most)) {
        match toast_ui(ui, toast) {
            Some(true) => {
                pressed = toast.action.as_ref().map(|(_, a)| a.clone());
                dropped = Some(i);
            }
            Some(false) => dropped = Some(i),
            None => {}
        }
    }
    if let Some(i) = dropped {
        list.remove(i);
    }
    pressed
}

/// True: the action was pressed; false: dismissed.
fn toast_ui<A>(ui: &mut Ui, toast: &Toast<A>) -> Option<bool> {
    let t = Tokens::of(ui);
    let (tint, glyph): (Tint, &str) = match toast.kind {
        ToastKind::Good => (t.c.good, icons::CHECK_CIRCLE_FILL),
        ToastKind::Warn => (t.c.warn, icons::WARNING),
        ToastKind::Bad => (t.c.bad, icons::WARNING_CIRCLE_FILL),
    };
    let mut answer = None;
    let stroke = if t.c.outlined { Stroke::new(2.0, tint.strong) } else { Stroke::new(1.0, tint.strong.gamma_multiply(0.45)) };
    let shadow = egui::epaint::Shadow { offset: [0, 2], blur: 14, spread: 0, color: t.c.shadow };
    let frame = Frame::new().fill(tint.ground).stroke(stroke).corner_radius(12.0).inner_margin(vec2(18.0, 12.0)).shadow(shadow);
    let response = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.x = theme::S8;
        let left = |ui: &mut Ui| {
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                icon(ui, glyph, toast.kind != ToastKind::Warn, 20.0, tint.strong);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    paragraph(ui, &toast.what, Weight::SemiBold, theme::BODY, t.c.ink);
                    if !toast.next.is_empty() {
                        paragraph(ui, &toast.next, Weight::Regular, theme::CAPTION, t.c.ink);
                    }
                });
            })
        };
        ends(ui, t.tall(theme::TARGET), left, |ui| {
            if let Some((words, _)) = &toast.action
                && Button::quiet(words).show(ui).clicked()
            {
                answer = Some(true);
            }
            if Button::quiet("").icon(icons::X).name("Dismiss").show(ui).clicked() {
                answer = Some(false);
            }
        });
    });
    let spoken = format!("{} {}", toast.what, toast.next);
    response.response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, spoken.trim_end()));
    answer
}
