//! Where a file is: typed, on a system without a file dialog.

use eframe::egui::{Context, Frame, Id, Key, Modal};

use crate::app::command::{Command, Commands};
use crate::app::dialogs::FileFor;
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight};
use crate::app::widgets::{Button, ends, field, line, paragraph};

/// Draws the form over the screen while it is open.
pub fn place_ui(ctx: &Context, state: &mut State, send: &mut Commands) {
    let Some(form) = &mut state.place else { return };
    let t = Tokens::of_context(ctx);
    let (title, hint, label) = match form.what {
        FileFor::Roster => ("Where is the class list?", "You can also drop the file on the window.", "Bring it in"),
        FileFor::Photos => (
            "Where is the photograph?",
            "A folder of photographs goes, too. You can also drop them on the window, several at once.",
            "Open it",
        ),
        FileFor::Questions => ("Where are the questions?", "You can also drop the file on the window.", "Look into it"),
        FileFor::Picture => ("Where is the picture?", "You can also drop it on the window.", "Take it in"),
        FileFor::Set(_) => ("Where shall the questions go?", "Folder and name of the file.", "Save the file"),
        FileFor::Save(what) => (what.words().0, "Folder and name of the file.", "Save it"),
    };
    let frame = Frame::new().fill(t.c.surface).stroke(t.edge()).corner_radius(16.0).inner_margin(theme::S24);
    let modal = Modal::new(Id::unique("place")).frame(frame).show(ctx, |ui| {
        ui.set_width((theme::FORM_WIDTH * t.scale.min(1.4)).min(ctx.content_rect().width() - 2.0 * theme::S48));
        ui.spacing_mut().item_spacing.y = theme::S8;
        line(ui, title, Weight::SemiBold, theme::HEADING, t.c.ink);
        let why = format!("This computer shows no window for choosing files, so type the place here. {hint}");
        paragraph(ui, &why, Weight::Regular, theme::BODY, t.c.soft);
        ui.add_space(theme::S4);
        let response = field(ui, "Place of the file", &mut form.text, "", 1);
        let enter = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if !response.has_focus() && ui.memory(|m| m.focused().is_none()) && !enter {
            response.request_focus();
        }
        ui.add_space(theme::S8);
        ends(
            ui,
            t.tall(theme::TARGET_PRIMARY),
            |_| (),
            |ui| {
                if Button::plain("Cancel").key("Esc").show(ui).clicked() {
                    send.send(Command::CancelPlace);
                }
                let empty = form.text.trim().is_empty().then_some("Type the place first");
                if Button::primary(label).key("Enter").unless(empty).show(ui).clicked() || enter && empty.is_none() {
                    send.send(Command::TakePlace);
                }
            },
        );
    });
    if modal.should_close() {
        send.send(Command::CancelPlace);
    }
}
