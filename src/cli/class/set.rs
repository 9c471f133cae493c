//! `quarterturn class set` and `archive`: what a class is about, and putting it away.

use jiff::civil::{Time, Weekday};

use crate::classroom::roster::{LONGEST_NAME, tidy_name};
use crate::classroom::{Class, Hour, SetId};
use crate::cli::{CliError, Context, output, question, record};
use crate::store::{Missing, Store};

/// How long a lesson is of which nobody says it, in minutes.
const USUAL_MINUTES: u16 = 45;

/// Arguments of `class set`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The class
    name: String,
    /// Another name
    #[arg(long, value_name = "NAME")]
    new_name: Option<String>,
    /// What is taught
    #[arg(long, value_name = "WORDS")]
    subject: Option<String>,
    /// The term or school year, as you call it
    #[arg(long, value_name = "WORDS")]
    term: Option<String>,
    /// A lesson of the weekly timetable, for instance “Mon 08:00 45”; may be given several times, and takes the place of the
    /// old timetable; empty: none
    #[arg(long, value_name = "HOUR")]
    hour: Option<Vec<String>>,
    /// A set that waits to be asked; may be given several times, and takes the place of the old queue; empty: none
    #[arg(long, value_name = "SET")]
    queue: Option<Vec<String>>,
}

/// Keeps what is said of a class; what is left out stays as it is.
pub fn run(args: &Args, context: &Context) -> Result<(), CliError> {
    let (mut store, mut class) = record::open_class(context, &args.name)?;
    let texts = [(&args.new_name, &mut class.name), (&args.subject, &mut class.subject), (&args.term, &mut class.term)];
    for (new, old) in texts.into_iter().filter_map(|(new, old)| Some((new.as_ref()?, old))) {
        *old = tidy_name(new);
        if old.chars().count() > LONGEST_NAME {
            return Err(CliError::unusable(format!("“{new}” is longer than {LONGEST_NAME} letters; shorten it")));
        }
    }
    if class.name.is_empty() {
        return Err(CliError::unusable("a class needs a name"));
    }
    let said = |all: &[String]| all.iter().filter(|text| !text.trim().is_empty()).cloned().collect::<Vec<_>>();
    if let Some(hours) = &args.hour {
        class.timetable = said(hours).iter().map(|text| hour(text)).collect::<Result<_, _>>()?;
    }
    if let Some(sets) = &args.queue {
        class.queue = said(sets).iter().map(|name| question::set_named(&store, name)).collect::<Result<Vec<SetId>, _>>()?;
    }
    store.change_class(&class).map_err(CliError::store)?;
    output::print(&format!("Kept for class {}\n", class.name))
}

/// Puts a class away, or takes it out again.
pub fn archive(name: &str, away: bool, context: &Context) -> Result<(), CliError> {
    let mut store = Store::open(&context.data()?, Missing::Refuse).map_err(CliError::store)?;
    let class = if away { record::known_class(&store, name)? } else { record::any_class(&store, name)? };
    store.change_class(&Class { archived: away, ..class.clone() }).map_err(CliError::store)?;
    let what = if away { "put away" } else { "back" };
    output::print(&format!("Class {} is {what}\n", class.name))
}

/// `Mon 08:00 45`: day, beginning, and perhaps how many minutes.
fn hour(text: &str) -> Result<Hour, CliError> {
    let understood = || {
        let mut words = text.split_whitespace();
        let (day, starts, minutes) = (words.next()?.to_lowercase(), words.next()?, words.next());
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let day = (1..).zip(names).find(|(_, name)| day.chars().count() >= 2 && name.starts_with(&day))?.0;
        let (hours, rest) = starts.split_once(':')?;
        Some(Hour {
            weekday: Weekday::from_monday_one_offset(day).ok()?,
            starts: Time::new(hours.parse().ok()?, rest.parse().ok()?, 0, 0).ok()?,
            minutes: minutes.map_or(Some(USUAL_MINUTES), |m| m.parse().ok().filter(|m| (1..=1440).contains(m)))?,
        })
        .filter(|_| words.next().is_none())
    };
    understood().ok_or_else(|| {
        CliError::unusable(format!("--hour: “{text}” is no lesson; write day, beginning and minutes, for instance Mon 08:00 45"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, day: i8, starts: (i8, i8), minutes: u16) {
        let hour = hour(text).expect(text);
        let found = (hour.weekday.to_monday_one_offset(), (hour.starts.hour(), hour.starts.minute()), hour.minutes);
        assert_eq!(found, (day, starts, minutes), "{text}");
    }

    #[test]
    fn lessons_of_a_week_are_understood_as_they_are_written() {
        check("Mon 08:00 45", 1, (8, 0), 45);
        check("sunday 7:5", 7, (7, 5), 45);
        check(" TH  13:30  90 ", 4, (13, 30), 90);
        for text in ["", "Mon", "Mon 8", "T 8:00", "Mon 25:00", "Mon 8:00 0", "Mon 8:00 2000", "Mon 8:00 45 more", "8:00 Mon"] {
            assert!(hour(text).is_err(), "{text}");
        }
    }
}
