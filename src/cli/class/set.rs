//! `quarterturn class set` and `archive`: what a class is about, and putting it away.

use crate::classroom::roster::{LONGEST_NAME, tidy_name};
use crate::classroom::{Class, Hour, SetId};
use crate::cli::{CliError, Context, output, question, record};

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
    let mut store = context.store()?;
    let class = if away { record::known_class(&store, name)? } else { record::any_class(&store, name)? };
    store.change_class(&Class { archived: away, ..class.clone() }).map_err(CliError::store)?;
    let what = if away { "put away" } else { "back" };
    output::print(&format!("Class {} is {what}\n", class.name))
}

/// `Mon 08:00 45`: day, beginning, and perhaps how many minutes.
fn hour(text: &str) -> Result<Hour, CliError> {
    Hour::parse(text).ok_or_else(|| {
        CliError::unusable(format!("--hour: “{text}” is no lesson; write day, beginning and minutes, for instance Mon 08:00 45"))
    })
}
