//! Searches the words of our own deck again and prints the deck file: `cargo run --release --example search_words`.

use quarterturn::cards::{Layout, distance, search};

fn main() {
    let layout = Layout { modules: 5, border: 1.25, quiet: 0.75 };
    let arg = |i: usize, default: f32| std::env::args().nth(i).and_then(|a| a.parse().ok()).unwrap_or(default);
    let quest = search::Quest {
        layout,
        count: arg(1, 160.0) as usize,
        pool: arg(2, 20_000.0) as usize,
        own_hamming: arg(3, 10.0) as u32,
        own_blurred: arg(4, 1.6),
        hamming: arg(5, 6.0) as u32,
        seed: arg(6, 1.0) as u64,
    };
    let words = search::search(&quest);
    println!("# Quarterturn's own deck: codewords of 5 x 5 modules in nested order, the most distant first.");
    println!("# Each line is one codeword in hexadecimal, the top left module its highest bit; a set bit is white.");
    println!("# Searched with: {quest:?}");
    println!("# Least distances of the first n words: modules between numbers, between turns; blurred likewise.");
    let prefixes = distance::of_prefixes(layout, &words);
    for n in [10, 20, 28, 30, 40, 60, 80, 100, 120, 140, 160].into_iter().filter(|&n| n <= words.len()) {
        let d = prefixes[n - 1];
        println!("#   {n:3}: {:2} {:2}   {:.2} {:.2}", d.hamming_number, d.hamming_turn, d.blurred_number, d.blurred_turn);
    }
    println!("version 0\nmodules {}\nborder {}\nquiet {}\nfirst 1\n", layout.modules, layout.border, layout.quiet);
    for word in &words {
        println!("{:07x}", word.bits());
    }
}
