//! The deck files say how far apart their cards are; here that is reckoned again.

use quarterturn::cards::{Code, Deck, distance};
use sha2::{Digest, Sha256};

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

#[test]
fn our_own_deck_is_frozen_for_good() {
    // A school that printed it never prints again: a new deck gets a new version beside this one.
    let text = include_str!("../../cards/quarter.deck").replace('\r', "");
    let digest: String = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(digest, "e7ca59c6a88ad52f33ce0dcddedf2416d92e5ee054421fb356c672f330e4c43b");
    assert_eq!(Deck::named(Deck::QUARTER).expect("our deck").version(), Some(1));
}
