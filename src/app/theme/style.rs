//! Tokens for our widgets, and egui's own widgets brought under them.

use eframe::egui::epaint::Shadow;
use eframe::egui::style::{ScrollStyle, WidgetVisuals};
use eframe::egui::{self, Color32, Context, CornerRadius, FontId, Id, Margin, Stroke, Style, TextStyle, Theme, Ui, Vec2, Visuals, vec2};

use super::{Colours, Look, TextSize, Weight, sizes};

/// What a widget draws with.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// The colours in use.
    pub c: Colours,
    /// By how much text is larger than at 100 %.
    pub scale: f32,
}

impl Tokens {
    fn id() -> Id {
        Id::unique("tokens")
    }

    /// The tokens in use.
    pub fn of(ui: &Ui) -> Self {
        Self::of_context(ui.ctx())
    }

    /// The tokens in use.
    pub fn of_context(ctx: &Context) -> Self {
        ctx.data(|d| d.get_temp(Self::id())).unwrap_or(Self { c: Colours::LIGHT, scale: 1.0 })
    }

    /// A font whose size follows the text size.
    pub fn font(&self, weight: Weight, size: f32) -> FontId {
        weight.at(self.px(size))
    }

    /// A length that follows the text size.
    pub fn px(&self, length: f32) -> f32 {
        (length * self.scale).round()
    }

    /// A length that grows half as fast as text: heights of bars and controls that hold one line.
    pub fn tall(&self, length: f32) -> f32 {
        (length * (1.0 + (self.scale - 1.0) * 0.6)).round()
    }

    /// The frame of a card.
    pub fn card(&self, inner: f32) -> egui::Frame {
        egui::Frame::new()
            .fill(self.c.surface)
            .stroke(Stroke::new(sizes::STROKE, self.c.line))
            .corner_radius(sizes::ROUND_CARD)
            .inner_margin(inner)
            .shadow(Shadow { offset: [0, 2], blur: 14, spread: 0, color: self.c.shadow })
    }

    /// Outline of what can be pressed.
    pub fn edge(&self) -> Stroke {
        Stroke::new(sizes::STROKE, self.c.edge)
    }

    /// Divider.
    pub fn line(&self) -> Stroke {
        Stroke::new(sizes::STROKE, self.c.line)
    }
}

/// Brings the context under the tokens. Cheap where nothing has changed.
pub fn apply(ctx: &Context, look: Look, size: TextSize) {
    // Where the system does not say, paper.
    ctx.options_mut(|o| o.fallback_theme = Theme::Light);
    ctx.set_theme(match look {
        Look::System => egui::ThemePreference::System,
        Look::Light | Look::HighContrast => egui::ThemePreference::Light,
        Look::Dark => egui::ThemePreference::Dark,
    });
    let colours = match (look, ctx.theme()) {
        (Look::HighContrast, _) => Colours::HIGH_CONTRAST,
        (Look::Dark, _) | (Look::System, Theme::Dark) => Colours::DARK,
        _ => Colours::LIGHT,
    };
    let tokens = Tokens { c: colours, scale: size.factor() };
    let known: Option<Tokens> = ctx.data(|d| d.get_temp(Tokens::id()));
    if known.is_some_and(|k| k.c == tokens.c && k.scale == tokens.scale) {
        return;
    }
    ctx.data_mut(|d| d.insert_temp(Tokens::id(), tokens));
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(&tokens, theme));
    }
}

fn style(t: &Tokens, theme: Theme) -> Style {
    let mut style = Style { visuals: visuals(t, theme), animation_time: sizes::TICK_SECONDS, ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, t.font(Weight::Regular, sizes::CAPTION)),
        (TextStyle::Body, t.font(Weight::Regular, sizes::BODY)),
        (TextStyle::Button, t.font(Weight::SemiBold, sizes::BODY)),
        (TextStyle::Heading, t.font(Weight::SemiBold, sizes::HEADING)),
        (TextStyle::Monospace, t.font(Weight::Regular, sizes::BODY)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(sizes::S12);
    spacing.button_padding = vec2(16.0, 10.0);
    spacing.interact_size = vec2(t.tall(sizes::TARGET), t.tall(sizes::TARGET));
    spacing.menu_margin = Margin::same(8);
    spacing.window_margin = Margin::same(24);
    spacing.scroll = ScrollStyle { bar_width: 8.0, floating_width: 4.0, ..ScrollStyle::floating() };
    style.interaction.selectable_labels = false;
    style
}

fn visuals(t: &Tokens, theme: Theme) -> Visuals {
    let c = &t.c;
    let mut visuals = if theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
    let widget = |fill: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(sizes::ROUND_CONTROL as u8),
        fg_stroke: Stroke::new(1.5, c.ink),
        expansion: 0.0,
    };
    let edge = t.edge();
    visuals.dark_mode = c.dark;
    visuals.widgets.noninteractive = widget(c.surface, t.line());
    visuals.widgets.inactive = widget(c.surface, edge);
    visuals.widgets.hovered = widget(c.sunken, Stroke::new(sizes::STROKE, c.ink));
    visuals.widgets.active = widget(c.sunken, Stroke::new(sizes::STROKE, c.ink));
    visuals.widgets.open = widget(c.surface, Stroke::new(sizes::STROKE, c.ink));
    visuals.override_text_color = Some(c.ink);
    visuals.weak_text_color = Some(c.soft);
    visuals.panel_fill = c.bg;
    visuals.window_fill = c.surface;
    visuals.window_stroke = edge;
    visuals.window_corner_radius = CornerRadius::same(16);
    visuals.menu_corner_radius = CornerRadius::same(12);
    visuals.window_shadow = Shadow { offset: [0, 10], blur: 34, spread: 0, color: c.deep_shadow };
    visuals.popup_shadow = visuals.window_shadow;
    visuals.extreme_bg_color = c.surface;
    visuals.text_edit_bg_color = Some(c.surface);
    visuals.faint_bg_color = c.sunken;
    visuals.selection.bg_fill = c.focus.gamma_multiply(0.3);
    visuals.selection.stroke = Stroke::new(STROKE_SELECTION, c.focus);
    visuals.text_cursor.stroke = Stroke::new(2.0, c.focus);
    visuals.hyperlink_color = c.info.strong;
    visuals
}

/// Outline of a text field that has the keyboard.
const STROKE_SELECTION: f32 = 2.0;
