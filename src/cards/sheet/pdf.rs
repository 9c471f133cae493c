//! Pages as a PDF: vectors, embedded and subset fonts, the same bytes for the same sheets and fonts.

use std::collections::BTreeMap;

use krilla::Document;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use parley::Layout;

use super::{Fonts, Mark, Page, SheetError, SheetOptions, Square, Text, Warning, pages, text};

const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// The document's bytes, and what is printed otherwise than asked for. Reads and writes nothing.
pub fn write_pdf(options: &SheetOptions, fonts: &mut Fonts) -> Result<(Vec<u8>, Vec<Warning>), SheetError> {
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(format!("Quarterturn cards: {}", options.deck.name())).creator("Quarterturn".to_owned()));
    let (mut embedded, mut warnings) = (Embedded::default(), Vec::new());
    for page in pages(options)? {
        draw(&page, &mut document, fonts, &mut embedded, &mut warnings)?;
    }
    let bytes = document.finish().map_err(|e| SheetError::Document(format!("{e:?}")))?;
    warnings.sort();
    warnings.dedup();
    Ok((bytes, warnings))
}

/// The fonts used so far: data's identity, index in it, variation.
type Embedded = BTreeMap<(u64, u32, Vec<i16>), Font>;

fn draw(
    page: &Page,
    document: &mut Document,
    fonts: &mut Fonts,
    embedded: &mut Embedded,
    warnings: &mut Vec<Warning>,
) -> Result<(), SheetError> {
    let [width, height] = page.size.map(|v| v * POINTS_PER_MM);
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| SheetError::Document(format!("page of {width} × {height} pt")))?;
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    surface.push_transform(&Transform::from_scale(POINTS_PER_MM, POINTS_PER_MM));
    for path in page.squares.iter().filter_map(of_square).chain(of_marks(&page.marks)) {
        surface.draw_path(&path);
    }
    for text in &page.texts {
        let layout = text::set(text, fonts);
        warnings.extend(text::missing(text, &layout));
        write(text, &layout, &mut surface, embedded)?;
    }
    surface.pop();
    surface.finish();
    sheet.finish();
    Ok(())
}

/// All that is black in a square as one path: pieces drawn one by one would show hairlines where they meet.
fn of_square(square: &Square) -> Option<Path> {
    let mut path = PathBuilder::new();
    let place = |v: f32, axis: usize| square.at[axis] + v * square.side;
    for &[left, top, right, bottom] in square.face.black() {
        path.push_rect(Rect::from_ltrb(place(left, 0), place(top, 1), place(right, 0), place(bottom, 1))?);
    }
    for outline in square.face.letters() {
        for (i, [x, y]) in outline.into_iter().enumerate() {
            if i == 0 { path.move_to(place(x, 0), place(y, 1)) } else { path.line_to(place(x, 0), place(y, 1)) }
        }
        path.close();
    }
    path.finish()
}

fn of_marks(marks: &[Mark]) -> Option<Path> {
    let half = Mark::WIDTH / 2.0;
    let mut path = PathBuilder::new();
    for mark in marks {
        // Marks run across or down; half a width all around makes them rectangles.
        let (from, to) = (mark.from.map(|v| v - half), mark.to.map(|v| v + half));
        path.push_rect(Rect::from_ltrb(from[0], from[1], to[0], to[1])?);
    }
    path.finish()
}

fn write(text: &Text, layout: &Layout<()>, surface: &mut Surface<'_>, embedded: &mut Embedded) -> Result<(), SheetError> {
    for line in layout.lines() {
        let metrics = line.metrics();
        let y = text.at[1] + metrics.baseline;
        let mut x = text.at[0] + metrics.offset;
        for run in line.runs() {
            let data = run.font();
            let key = (data.data.id(), data.index, run.normalized_coords().to_vec());
            let font = match embedded.get(&key) {
                Some(font) => font.clone(),
                None => {
                    let synthesis = run.synthesis();
                    let axes: Vec<(Tag, f32)> =
                        synthesis.variation_settings().iter().map(|(tag, v)| (Tag::new(&tag.into_bytes()), *v)).collect();
                    let bytes: std::sync::Arc<dyn AsRef<[u8]> + Send + Sync> = std::sync::Arc::new(data.data.clone());
                    let font = Font::new_variable(bytes.into(), data.index, &axes)
                        .ok_or_else(|| SheetError::Document(format!("the system's font for “{}” is damaged", text.text)))?;
                    embedded.insert(key, font.clone());
                    font
                }
            };
            let (start, size) = (x, run.font_size());
            let mut glyphs: Vec<KrillaGlyph> = Vec::new();
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    // Its letters belong to the glyph before it, so that copied text has them.
                    if let Some(glyph) = glyphs.last_mut() {
                        glyph.text_range.start = glyph.text_range.start.min(cluster.text_range().start);
                        glyph.text_range.end = glyph.text_range.end.max(cluster.text_range().end);
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    let [advance, dx, dy] = [glyph.advance, glyph.x, glyph.y].map(|v| v / size);
                    glyphs.push(KrillaGlyph::new(GlyphId::new(glyph.id), advance, dx, dy, 0.0, cluster.text_range(), None));
                    x += glyph.advance;
                }
            }
            surface.draw_glyphs(Point::from_xy(start, y), &glyphs, font, &text.text, size, false);
        }
    }
    Ok(())
}
