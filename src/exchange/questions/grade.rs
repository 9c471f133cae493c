//! Parts of a mark, made right or wrong.

/// What an option's part of a mark means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Whether it is right.
    pub is_right: bool,
    /// Whether that says it all: a third of a mark for each of three right options does, half a mark for a wrong one does not.
    pub is_whole: bool,
}

/// The grades of a question's options by what Moodle gives for each, in percent. Where one is worth a whole mark, it alone
/// is right; else whatever is worth something is.
pub fn grades(percents: &[f64]) -> Vec<Grade> {
    let is_full = |p: f64| p > 99.9;
    let is_single = percents.iter().any(|&p| is_full(p));
    let first = percents.iter().copied().find(|&p| p > 0.0).unwrap_or_default();
    let grade = |&p: &f64| {
        let is_right = if is_single { is_full(p) } else { p > 0.0 };
        Grade { is_right, is_whole: p == 0.0 || is_right && (is_single || (p - first).abs() < 0.01) }
    };
    percents.iter().map(grade).collect()
}

/// What is said of an option that is not whole.
pub const PARTIAL: &str = "parts of a mark are not carried over; an option is right or wrong here";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_right_or_wrong() {
        let check = |percents: &[f64], right: &[bool], whole: &[bool]| {
            let grades = grades(percents);
            assert_eq!(grades.iter().map(|g| g.is_right).collect::<Vec<_>>(), right, "{percents:?}");
            assert_eq!(grades.iter().map(|g| g.is_whole).collect::<Vec<_>>(), whole, "{percents:?}");
        };
        check(&[100.0, 0.0, 50.0], &[true, false, false], &[true, true, false]);
        check(&[33.333, 33.333, 33.333, -50.0], &[true, true, true, false], &[true, true, true, false]);
        check(&[50.0, 25.0, 25.0], &[true, true, true], &[true, false, false]);
        check(&[0.0, 0.0], &[false, false], &[true, true]);
    }
}
