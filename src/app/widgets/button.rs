//! Buttons: primary (filled, one a screen), plain (outlined), quiet (words and icon), danger (outlined in bad).

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Align2, Color32, CornerRadius, FontId, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::super::theme::{self, Tokens, Weight};
use super::{Base, focus_ring, lay_out};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Plain,
    Quiet,
    Danger,
}

/// A button under construction.
pub struct Button<'a> {
    kind: Kind,
    label: &'a str,
    name: Option<&'a str>,
    icon: Option<&'a str>,
    trailing: Option<&'a str>,
    key: Option<&'a str>,
    width: Option<f32>,
    not_now: Option<&'a str>,
    left: bool,
}

impl<'a> Button<'a> {
    fn new(kind: Kind, label: &'a str) -> Self {
        Self { kind, label, name: None, icon: None, trailing: None, key: None, width: None, not_now: None, left: false }
    }

    /// The one next step.
    pub fn primary(label: &'a str) -> Self {
        Self::new(Kind::Primary, label)
    }

    /// Outlined.
    pub fn plain(label: &'a str) -> Self {
        Self::new(Kind::Plain, label)
    }

    /// Words and icon only.
    pub fn quiet(label: &'a str) -> Self {
        Self::new(Kind::Quiet, label)
    }

    /// Takes something away.
    pub fn danger(label: &'a str) -> Self {
        Self::new(Kind::Danger, label)
    }

    /// An icon before the words.
    pub fn icon(mut self, glyph: &'a str) -> Self {
        self.icon = Some(glyph);
        self
    }

    /// An icon after the words, at the right end.
    pub fn trailing(mut self, glyph: &'a str) -> Self {
        self.trailing = Some(glyph);
        self
    }

    /// The key that presses it.
    pub fn key(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    /// At least this wide.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// What a screen reader says, where the words alone are not enough: "Mark absent, Leo". Also the tooltip of a bare icon.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Words at the left edge instead of the middle.
    pub fn left(mut self) -> Self {
        self.left = true;
        self
    }

    /// Not possible while there is a reason, which becomes the tooltip.
    pub fn unless(mut self, reason: Option<&'a str>) -> Self {
        self.not_now = reason;
        self
    }

    /// Draws it.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let primary = self.kind == Kind::Primary;
        let label_font = t.font(Weight::SemiBold, if primary { theme::PRIMARY } else { theme::BODY });
        let icon_font = t.font(Weight::Icon, 20.0);
        let cap_font = t.font(Weight::SemiBold, theme::KEYCAP);
        let colour = self.ink(&t);
        let lay = |text: &str, font: &FontId| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), colour);
        let icon = self.icon.map(|g| lay(g, &icon_font));
        let trailing = self.trailing.map(|g| lay(g, &t.font(Weight::Icon, 16.0)));
        let padding = match self.kind {
            Kind::Primary => 28.0,
            Kind::Plain | Kind::Danger => 18.0,
            Kind::Quiet => 8.0,
        };
        let gap = 10.0;
        let label = (!self.label.is_empty()).then(|| {
            let mut job = LayoutJob::simple_singleline(self.label.to_owned(), label_font, colour);
            // A row of a menu keeps its width; longer words are cut with ….
            if let Some(width) = self.width.filter(|_| self.left) {
                let icon = icon.as_ref().map_or(0.0, |g| g.size().x + gap);
                job.wrap = TextWrapping::truncate_at_width((width - 2.0 * padding - icon).max(40.0));
            }
            lay_out(ui.painter(), job, Base::LeftToRight)
        });
        let cut = label.as_ref().is_some_and(|g| g.elided);
        let cap = self.key.map(|k| lay(k, &cap_font));
        let cap_width = cap.as_ref().map_or(0.0, |c| c.size().x + 14.0);
        let parts = [icon.as_ref().map(|g| g.size().x), label.as_ref().map(|g| g.size().x), cap.is_some().then_some(cap_width)];
        let content = parts.iter().flatten().sum::<f32>() + gap * (parts.iter().flatten().count().saturating_sub(1)) as f32;
        let tail = trailing.as_ref().map_or(0.0, |g| g.size().x + gap);
        let height = t.tall(if primary { theme::TARGET_PRIMARY } else { theme::TARGET });
        let natural = content + tail + 2.0 * padding;
        let width = natural.max(self.width.unwrap_or(height));
        let enabled = self.not_now.is_none();
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, mut response) = ui.allocate_exact_size(vec2(width, height), sense);
        if ui.is_rect_visible(rect) {
            self.paint_ground(ui, &t, &response, rect);
            let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
            let mut x = if self.left { rect.left() + padding } else { rect.center().x - (content + tail) / 2.0 };
            let y = rect.center().y;
            for galley in [icon, label].into_iter().flatten() {
                painter.galley(Align2::LEFT_CENTER.anchor_size(eframe::egui::pos2(x, y), galley.size()).min, galley.clone(), colour);
                x += galley.size().x + gap;
            }
            if let Some(cap) = cap {
                let size = vec2(cap_width, cap.size().y + 4.0);
                let frame = Align2::LEFT_CENTER.anchor_size(eframe::egui::pos2(x, y), size);
                let outline = if primary { colour.gamma_multiply(0.55) } else { t.c.edge };
                painter.rect_stroke(frame, 5.0, Stroke::new(theme::STROKE, outline), StrokeKind::Inside);
                painter.galley(Align2::CENTER_CENTER.anchor_size(frame.center(), cap.size()).min, cap, colour);
            }
            if let Some(tail) = trailing {
                let at = eframe::egui::pos2(rect.right() - padding, y);
                painter.galley(Align2::RIGHT_CENTER.anchor_size(at, tail.size()).min, tail, colour);
            }
            focus_ring(ui, &response, theme::ROUND_CONTROL);
        }
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        if let Some(reason) = self.not_now {
            response = response.on_hover_text(reason);
        } else if self.label.is_empty() {
            response = response.on_hover_text(name);
        } else if cut {
            response = response.on_hover_text(self.label);
        }
        response
    }

    fn ink(&self, t: &Tokens) -> Color32 {
        match self.kind {
            _ if self.not_now.is_some() => t.c.soft.gamma_multiply(0.75),
            Kind::Primary => t.c.on_primary,
            Kind::Plain | Kind::Quiet => t.c.ink,
            Kind::Danger => t.c.bad.strong,
        }
    }

    fn paint_ground(&self, ui: &Ui, t: &Tokens, response: &Response, rect: eframe::egui::Rect) {
        let hot = response.hovered() && self.not_now.is_none();
        let (fill, stroke) = match self.kind {
            Kind::Primary | Kind::Plain | Kind::Danger if self.not_now.is_some() => (t.c.sunken, Stroke::NONE),
            Kind::Primary if hot => (t.c.primary.lerp_to_gamma(t.c.on_primary, 0.12), Stroke::NONE),
            Kind::Primary => (t.c.primary, Stroke::NONE),
            Kind::Plain => (if hot { t.c.sunken } else { t.c.surface }, t.edge()),
            Kind::Quiet => (if hot { t.c.ink.gamma_multiply(0.07) } else { Color32::TRANSPARENT }, Stroke::NONE),
            Kind::Danger => (if hot { t.c.bad.ground } else { t.c.surface }, Stroke::new(1.5, t.c.bad.strong)),
        };
        ui.painter().rect(rect, CornerRadius::same(theme::ROUND_CONTROL as u8), fill, stroke, StrokeKind::Inside);
    }
}
