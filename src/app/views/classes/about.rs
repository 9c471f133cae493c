//! The page about a class: what it is called and taught, when it meets, which sets wait for it. What is changed is kept at once.

use eframe::egui::{Align, Layout, ScrollArea, Ui, vec2};

use super::kept::{kept, label, menu};
use crate::app::classes::ClassFact;
use crate::app::command::{Command, Commands};
use crate::app::state::State;
use crate::app::theme::{self, Tokens, Weight, icons};
use crate::app::widgets::{Button, ends, line, paragraph, rule, truncated};
use crate::classroom::{Class, Hour, SetId};

/// Draws the page in a card that fills the room.
pub fn about_ui(ui: &mut Ui, state: &mut State, send: &mut Commands) {
    let t = Tokens::of(ui);
    let (Some(class), Some(_)) = (state.current().cloned(), &state.forms.about) else { return };
    ui.allocate_ui_with_layout(vec2(ui.available_width(), t.tall(theme::TARGET)), Layout::right_to_left(Align::Center), |ui| {
        if Button::quiet("Done").icon(icons::CHECK).key("Esc").show(ui).clicked() {
            send.send(Command::CancelForm);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            truncated(ui, &format!("About {}", class.name), Weight::SemiBold, theme::HEADING, t.c.ink);
        });
    });
    ui.add_space(theme::S12);
    let height = ui.available_height();
    t.card(theme::S24).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(height - 2.0 * theme::S24);
        ScrollArea::vertical().id_salt(("about", class.id.0)).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::S8, theme::S8);
            // Room for the focus ring and for the bar that scrolls.
            ui.set_max_width((ui.available_width() - theme::S12).min(theme::FORM_WIDTH * t.scale));
            words_ui(ui, state, &class, send);
            hours_ui(ui, state, &class, send);
            queue_ui(ui, state, &class, send);
            paragraph(ui, "What you change is kept at once; Ctrl Z takes it back.", Weight::Regular, theme::CAPTION, t.c.soft);
            rule(ui);
            ui.add_space(theme::S8);
            if Button::plain("Put the class away").icon(icons::ARCHIVE).show(ui).clicked() {
                send.send(Command::PutClassAway);
            }
        });
    });
}

fn words_ui(ui: &mut Ui, state: &mut State, class: &Class, send: &mut Commands) {
    let Some(form) = &mut state.forms.about else { return };
    label(ui, "Name");
    if let Some(text) = kept(ui, &mut form.editing, "Name of this class", &class.name, "", 1) {
        send.send(Command::RenameClass(text));
    }
    label(ui, "Subject");
    if let Some(text) = kept(ui, &mut form.editing, "Subject", &class.subject, "For example maths", 1) {
        send.send(Command::ChangeClass(ClassFact::Subject(text.trim().to_owned())));
    }
    label(ui, "Term or school year");
    if let Some(text) = kept(ui, &mut form.editing, "Term or school year", &class.term, "For example autumn 2026", 1) {
        send.send(Command::ChangeClass(ClassFact::Term(text.trim().to_owned())));
    }
}

/// The timetable, an hour a line.
fn hours_ui(ui: &mut Ui, state: &mut State, class: &Class, send: &mut Commands) {
    let t = Tokens::of(ui);
    let Some(form) = &mut state.forms.about else { return };
    label(ui, "When it meets, a lesson a line: day, beginning, minutes");
    let lines: Vec<String> = class.timetable.iter().map(Hour::to_string).collect();
    if let Some(text) = kept(ui, &mut form.editing, "When it meets", &lines.join("\n"), "For example Mon 08:00 45", 3) {
        match timetable(&text) {
            Ok(timetable) => {
                form.problem = None;
                send.send(Command::ChangeClass(ClassFact::Timetable(timetable)));
            }
            Err(line) => {
                form.problem = Some(format!("“{line}” is no lesson. Write it as Mon 08:00 45"));
                // What was typed stays, to be mended.
                form.editing = Some(("When it meets".to_owned(), text));
            }
        }
    }
    if let Some(problem) = &form.problem {
        paragraph(ui, problem, Weight::Regular, theme::CAPTION, t.c.warn.strong);
    }
}

/// The lessons of these lines in the order of the week, or the first line that is none.
fn timetable(text: &str) -> Result<Vec<Hour>, String> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut hours = lines.map(|line| Hour::parse(line).ok_or_else(|| line.to_owned())).collect::<Result<Vec<_>, _>>()?;
    hours.sort_by_key(|h| (h.weekday.to_monday_zero_offset(), h.starts));
    hours.dedup_by_key(|h| (h.weekday, h.starts));
    Ok(hours)
}

/// The sets that wait, the next first.
fn queue_ui(ui: &mut Ui, state: &State, class: &Class, send: &mut Commands) {
    let t = Tokens::of(ui);
    label(ui, "Sets that wait for this class, the next first");
    let all = state.library.sets.as_deref().unwrap_or_default();
    for (i, id) in class.queue.iter().enumerate() {
        let Some(set) = all.iter().find(|s| s.id == *id) else { continue };
        let left = |ui: &mut Ui| truncated(ui, &set.name, Weight::Medium, theme::BODY, t.c.ink);
        ends(ui, t.tall(theme::TARGET), left, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let first = (i == 0).then_some("It is the next already");
            if Button::quiet("").icon(icons::ARROW_UP).name(&format!("{} earlier", set.name)).unless(first).show(ui).clicked() {
                send.send(Command::ChangeClass(ClassFact::Earlier(*id)));
            }
            if Button::quiet("").icon(icons::X).name(&format!("{} no longer waits", set.name)).show(ui).clicked() {
                send.send(Command::ChangeClass(ClassFact::WaitsNoLonger(*id)));
            }
        });
    }
    let free: Vec<(SetId, String)> =
        all.iter().filter(|s| !s.archived && !class.queue.contains(&s.id)).map(|s| (s.id, s.name.clone())).collect();
    let none = free.is_empty().then_some("There is no other set. You make them under Questions");
    let button = Button::plain("Add a set").icon(icons::PLUS).trailing(icons::CARET_DOWN).unless(none).show(ui);
    if let Some(id) = menu(&button, &free, "Add the set") {
        send.send(Command::ChangeClass(ClassFact::Waits(id)));
    }
}

/// The classes that were put away, to be taken out again.
pub fn away_ui(ui: &mut Ui, state: &State, width: f32, send: &mut Commands) {
    if state.away.is_empty() {
        return;
    }
    let t = Tokens::of(ui);
    line(ui, "Put away", Weight::Medium, theme::HEAD, t.c.soft);
    for class in &state.away {
        let words = if class.term.is_empty() { class.name.clone() } else { format!("{}, {}", class.name, class.term) };
        let name = format!("Take out {words}");
        if Button::quiet(&words).icon(icons::ARCHIVE).name(&name).left().width(width).show(ui).clicked() {
            send.send(Command::TakeClassOut(class.id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timetable_is_in_the_order_of_the_week_or_its_odd_line_is_named() {
        let lines = |text: &str| timetable(text).map(|all| all.iter().map(Hour::to_string).collect::<Vec<_>>());
        assert_eq!(lines("Tue 9:00\n\n mon 08:00 90\nTue 09:00 45"), Ok(vec!["Mon 08:00 90".to_owned(), "Tue 09:00 45".to_owned()]));
        assert_eq!(lines("Mon 8:00\nsometimes"), Err("sometimes".to_owned()));
        assert_eq!(lines(""), Ok(Vec::new()));
    }
}
