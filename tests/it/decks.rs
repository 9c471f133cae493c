//! The deck files say how far apart their cards are; here that is reckoned again.

use quarterturn::cards::{Code, Deck, distance};

/// The distances behind each word of `cards/quarter.deck`: number in modules, number blurred, turn in modules, turn blurred.
fn stated() -> Vec<[String; 4]> {
    let text = include_str!("../../cards/quarter.deck");
    let words = text.lines().filter(|l| !l.starts_with('#') && l.contains(" # "));
    words
        .map(|l| {
            let said: Vec<&str> = l.split(" # ").nth(1).expect("behind the word").split_whitespace().collect();
            std::array::from_fn(|i| said[i].to_owned())
        })
        .collect()
}

#[test]
fn every_prefix_of_our_deck_is_as_distant_as_its_file_says() {
    let Code::Grid { layout, words, .. } = Deck::named(Deck::QUARTER).expect("our deck").code() else { panic!("a grid") };
    let (prefixes, stated) = (distance::of_prefixes(*layout, words), stated());
    assert_eq!(stated.len(), words.len());
    for (n, (d, said)) in prefixes.iter().zip(&stated).enumerate() {
        let number = |text: String| if d.hamming_number == u32::MAX { "-".to_owned() } else { text };
        let found = [
            number(d.hamming_number.to_string()),
            number(format!("{:.2}", d.blurred_number)),
            d.hamming_turn.to_string(),
            format!("{:.2}", d.blurred_turn),
        ];
        assert_eq!(&found, said, "the first {} words", n + 1);
    }
}

#[test]
fn a_wrong_turn_is_at_least_as_far_away_as_a_wrong_number() {
    let Code::Grid { layout, words, .. } = Deck::named(Deck::QUARTER).expect("our deck").code() else { panic!("a grid") };
    assert!(words.len() >= 120);
    let prefixes = distance::of_prefixes(*layout, words);
    for (n, d) in prefixes.iter().enumerate().skip(4) {
        assert!(d.hamming_turn >= d.hamming_number && d.blurred_turn >= d.blurred_number, "the first {} words: {d:?}", n + 1);
    }
    // The first forty are the most distant ones.
    assert!(prefixes[39].hamming_number >= 7 && prefixes[39].blurred_number > prefixes[119].blurred_number);
}
