//! Where names and ticks stand on the camera's picture, so that none covers another.

use eframe::egui::{Pos2, Rect, pos2, vec2};

/// What is to be written at a card.
pub struct Wish<'a> {
    /// The card's outline.
    pub quad: &'a [Pos2; 4],
    /// Read and kept: a tick alone says so where there is no room for the name.
    pub is_kept: bool,
    /// A tick or a letter stands before the name.
    pub has_sign: bool,
    /// How wide the name is.
    pub width: f32,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// At which card.
    pub card: usize,
    /// Where.
    pub pill: Rect,
    /// With the name, or the sign alone.
    pub has_name: bool,
}

/// Finds a place for every label that has one. What is not read yet comes first and keeps its name also where it is crowded; a name
/// without room gives way to its sign, and a sign without room to the outline alone.
pub fn arranged(wishes: &[Wish<'_>], picture: Rect, size: f32, crowded: bool) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for is_kept in [false, true] {
        for (card, wish) in wishes.iter().enumerate().filter(|(_, wish)| wish.is_kept == is_kept) {
            let at = |width: f32, line: f32| pill(wish, picture, size, width, line);
            let named = match (is_kept, crowded) {
                (false, _) => vec![at(wish.width, 0.0), at(wish.width, -1.0), at(wish.width, 1.0)],
                (true, false) => vec![at(wish.width, 0.0)],
                (true, true) => Vec::new(),
            };
            let bare = if wish.has_sign { vec![at(0.0, 0.0), at(0.0, -1.0)] } else { Vec::new() };
            let places = named.into_iter().map(|pill| (pill, true)).chain(bare.into_iter().map(|pill| (pill, false)));
            let free = |pill: Rect| labels.iter().all(|other| !other.pill.intersects(pill));
            if let Some((pill, has_name)) = places.into_iter().find(|(pill, _)| free(*pill)) {
                labels.push(Label { card, pill, has_name });
            }
        }
    }
    labels
}

/// Where words of this width stand: in the first or second line below the card, or above it where the line is negative; at the edge of
/// the picture within it.
fn pill(wish: &Wish<'_>, picture: Rect, size: f32, width: f32, line: f32) -> Rect {
    let middle = wish.quad.iter().map(|p| p.x).sum::<f32>() / 4.0;
    let edge = |of: fn(f32, f32) -> f32, from: f32| wish.quad.iter().map(|p| p.y).fold(from, of);
    let (top, bottom) = (edge(f32::min, f32::INFINITY), edge(f32::max, f32::NEG_INFINITY));
    let gap = if width > 0.0 { 5.0 } else { 0.0 };
    let sign = if wish.has_sign { size + gap } else { 0.0 };
    let height = size + 8.0;
    let y = if line < 0.0 { top - size * 0.5 - 3.0 } else { bottom + size * 0.5 + 3.0 + line * (height + 2.0) };
    let pill = Rect::from_center_size(pos2(middle, y), vec2(width + sign + 12.0, height));
    let into = |low: f32, high: f32, least: f32, most: f32| (least - low).max(0.0) - (high - most).max(0.0);
    pill.translate(vec2(
        into(pill.left(), pill.right(), picture.left(), picture.right()),
        into(pill.top(), pill.bottom(), picture.top(), picture.bottom()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: f32 = 14.0;

    fn picture() -> Rect {
        Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0))
    }

    /// Square cards of 20 points with their middles there.
    fn cards(middles: &[(f32, f32)]) -> Vec<[Pos2; 4]> {
        let corners = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)];
        middles.iter().map(|(x, y)| corners.map(|(dx, dy)| pos2(x + dx, y + dy))).collect()
    }

    fn labels(middles: &[(f32, f32)], kept: &[bool], crowded: bool) -> Vec<Label> {
        let quads = cards(middles);
        let wish = |(quad, is_kept): (&'static [Pos2; 4], &bool)| Wish { quad, is_kept: *is_kept, has_sign: *is_kept, width: 60.0 };
        let quads: &'static [[Pos2; 4]] = quads.leak();
        let wishes: Vec<Wish<'_>> = quads.iter().zip(kept).map(wish).collect();
        let labels = arranged(&wishes, picture(), SIZE, crowded);
        for (i, one) in labels.iter().enumerate() {
            assert!(picture().contains_rect(one.pill), "{one:?} leaves the picture");
            assert!(labels[..i].iter().all(|other| !other.pill.intersects(one.pill)), "{one:?} covers another of {labels:?}");
        }
        labels
    }

    fn named(labels: &[Label]) -> Vec<(usize, bool)> {
        labels.iter().map(|l| (l.card, l.has_name)).collect()
    }

    #[test]
    fn a_name_without_room_gives_way_to_its_tick_and_a_tick_to_the_outline() {
        assert_eq!(named(&labels(&[(100.0, 50.0), (300.0, 50.0)], &[true, true], false)), [(0, true), (1, true)]);
        assert_eq!(named(&labels(&[(100.0, 50.0), (160.0, 50.0)], &[true, true], false)), [(0, true), (1, false)]);
        // The tick beside a name that would touch it goes above its card.
        let close = labels(&[(100.0, 50.0), (140.0, 50.0)], &[true, true], false);
        assert_eq!(named(&close), [(0, true), (1, false)]);
        assert!(close[1].pill.bottom() < 50.0);
        // Many cards in one place: no more labels than there is room for, and none on another.
        let heap: Vec<(f32, f32)> = (0..30).map(|i| (100.0 + (i % 6) as f32 * 11.0, 100.0 + (i / 6) as f32 * 9.0)).collect();
        let few = labels(&heap, &[true; 30], false);
        assert!((2..30).contains(&few.len()), "{}", few.len());
    }

    #[test]
    fn what_is_not_read_yet_keeps_its_name_before_all_others() {
        let found = labels(&[(100.0, 50.0), (140.0, 50.0), (180.0, 50.0)], &[true, false, false], true);
        assert_eq!(named(&found), [(1, true), (2, true), (0, false)]);
    }

    #[test]
    fn at_the_rim_a_label_stands_within_the_picture() {
        assert_eq!(labels(&[(2.0, 298.0), (398.0, 150.0), (200.0, 1.0)], &[true; 3], false).len(), 3);
    }
}
