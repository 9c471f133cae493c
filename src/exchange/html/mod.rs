//! HTML as other programs write it into their questions, turned into Markdown; what has no place there is said.

mod entities;
mod tags;
mod writer;

use tags::{Piece, pieces};
use writer::Writer;

/// A picture that HTML shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Its address.
    pub source: String,
    /// What it shows.
    pub description: String,
}

/// What became of some HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The text.
    pub text: String,
    /// The pictures, taken out of it.
    pub images: Vec<Image>,
    /// What has no place in Markdown, in words.
    pub lost: Vec<String>,
}

/// The text and pictures of some HTML. TeX maths stays as it is.
///
/// ```
/// # use quarterturn::exchange::html::to_markdown;
/// assert_eq!(to_markdown("<p>Is <b>x<sup>2</sup></b> &gt; 1?</p>").text, "Is **x$^{2}$** > 1?");
/// ```
pub fn to_markdown(html: &str) -> Markdown {
    let mut writer = Writer::default();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => writer.text(&entities::decoded(text)),
            Piece::Open(tag) => writer.open(&tag),
            Piece::Close(name) => writer.close(&name),
        }
    }
    writer.finish()
}

/// Whether there is a tag or an entity in a text that HTML knows: `5 < 7 & 8` has none.
pub fn is_html(text: &str) -> bool {
    pieces(text).any(|piece| match piece {
        Piece::Text(text) => text.match_indices('&').any(|(at, _)| entities::is_at_start(&text[at..])),
        Piece::Open(tag) => writer::knows(&tag.name),
        Piece::Close(name) => writer::knows(&name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, markdown: &str) {
        assert_eq!(to_markdown(html).text, markdown, "{html}");
    }

    #[test]
    fn what_markdown_has_is_kept() {
        check("<p>One</p>\n<p>Two<br />three</p>", "One\n\nTwo\nthree");
        check("a <strong> b </strong>c <em>d</em>", "a **b** c *d*");
        check("<ul><li>a</li><li>b</li></ul>", "- a\n- b");
        check("<ol><li>a<li>b</ol>c", "1. a\n2. b\n\nc");
        check("<a href=\"https://example.org/\">see</a>", "[see](https://example.org/)");
        check("H<sub>2</sub>O, <code>x*y</code>", "H$_{2}$O, `x*y`");
        check("<table><tr><th>a </th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "a | b\n1 | 2");
        check("<h2>Title</h2>text", "## Title\n\ntext");
        check("caf&eacute; &#8364; &#x20AC; &lt;b&gt; &amp;amp; &nosuch; a&b", "café € € \\<b> \\&amp; &nosuch; a&b");
    }

    #[test]
    fn maths_and_plain_signs_survive() {
        check("\\(a*b\\) and $$c*d < e$$", "\\(a*b\\) and $$c*d < e$$");
        check("2*3*4 or 2 * 3", "2\\*3\\*4 or 2 * 3");
        check("5 < 7 and x<3", "5 < 7 and x<3");
        check("a < b", "a < b");
        check("Grant is _____ there.", "Grant is _____ there.");
    }

    #[test]
    fn broken_html_is_read_as_far_as_it_goes() {
        check("<b>bold", "**bold**");
        check("a</b></i></p>b", "a\n\nb");
        check("<i><b>x</i>y</b>", "***x***y");
        check("<p", "\\<p");
        check("<a title=\"x>y</a> <b>z</b>", "y **z**");
        check("<img src='x", "\\<img src='x");
        check("", "");
        let deep = "<b>".repeat(100_000);
        check(&deep, "");
    }

    #[test]
    fn pictures_are_taken_out() {
        let found = to_markdown("See <img alt=\"A &quot;flag&quot;\" src='@@PLUGINFILE@@/a%20b.png'> here");
        assert_eq!(found.text, "See here");
        assert_eq!(found.images, [Image { source: "@@PLUGINFILE@@/a%20b.png".to_owned(), description: "A \"flag\"".to_owned() }]);
    }

    #[test]
    fn what_has_no_place_is_said_once() {
        let found = to_markdown("<u>a</u><u>b</u><video src=x>c</video><script>alert(1)</script><p style=\"color:red\">d</p>");
        assert_eq!(found.text, "ab\n\nd");
        assert_eq!(found.lost.len(), 3, "{:?}", found.lost);
        assert_eq!(to_markdown("<p dir=\"ltr\" style=\"text-align: left;\">x</p>").lost, [""; 0]);
    }

    #[test]
    fn only_real_tags_and_entities_make_a_text_html() {
        for (text, is) in [
            ("5 < 7", false),
            ("<b>x</b>", true),
            ("a<br>b", true),
            ("List<String> x", false),
            ("<3", false),
            ("1 &lt; 2", true),
            ("AT&T; x", false),
        ] {
            assert_eq!(is_html(text), is, "{text}");
        }
    }
}
