//! How large the sheets of a .xls say they are, before they are laid out.
//!
//! The reader lays out every sheet as a rectangle around its cells. Two cells in opposite corners, in a file of a few hundred bytes,
//! ask for four thousand million of them, and memory that cannot be had ends the program. So the places of the cells are looked at
//! first: in the stream of records, which a compound file (MS-CFB) keeps in chains of sectors (MS-XLS, section 2).

/// What stands in a chain in place of a next sector.
const LAST: u32 = 0xFFFF_FFFA;

/// Streams shorter than this are kept in small sectors (MS-CFB 2.2).
const SMALL: usize = 4096;

/// Bytes of a small sector and of an entry of the directory.
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The cells of all sheets, laid out as rectangles; nothing where the file is no workbook.
pub(super) fn cells(bytes: &[u8]) -> Option<u64> {
    let stream = Compound::of(bytes)?.workbook()?;
    let sheets = records(&stream, 0).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    let (mut cells, mut looked) = (0_u64, 0_u64);
    for (_, sheet) in sheets {
        let at = usize::try_from(number(sheet, 0, 4)?).ok()?;
        let mut extent = Extent::default();
        let mut depth = 0_u32;
        for (index, (kind, data)) in records(&stream, at).enumerate() {
            looked += 4 + data.len() as u64;
            match kind {
                BEGIN if index > 0 => depth += 1,
                END if depth == 0 => break,
                END => depth -= 1,
                _ if depth == 0 => extent.add(kind, data),
                _ => {}
            }
        }
        cells = cells.saturating_add(extent.cells());
        // Sheets stand behind one another; where they do not, it would take for ever.
        if looked > 4 * stream.len() as u64 {
            return None;
        }
    }
    Some(cells)
}

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const SEVERAL: u16 = 0x00BD;

/// Kinds of records that are one cell: number, label, rich label, truth, text of a formula, short number, shared label, formula.
const ONE_CELL: [u16; 7] = [0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x0006];

/// The corners around cells, and what the sheet itself says of them.
#[derive(Default)]
struct Extent {
    corners: Option<[u64; 4]>,
    stated: u64,
}

impl Extent {
    fn add(&mut self, kind: u16, data: &[u8]) {
        let at = |place: usize| number(data, place, 2).unwrap_or_default();
        if ONE_CELL.contains(&kind) {
            self.reach(at(0), at(2), at(2));
        } else if kind == SEVERAL {
            self.reach(at(0), at(2), at(data.len().saturating_sub(2)));
        } else if kind == DIMENSIONS {
            let wide = data.len() > 10;
            let rows = number(data, if wide { 4 } else { 2 }, if wide { 4 } else { 2 }).unwrap_or_default();
            let columns = at(if wide { 10 } else { 6 });
            self.stated = self.stated.max(rows.saturating_mul(columns));
        }
    }

    fn reach(&mut self, row: u64, from: u64, to: u64) {
        let [top, left, bottom, right] = self.corners.unwrap_or([row, from, row, to]);
        self.corners = Some([top.min(row), left.min(from), bottom.max(row), right.max(to)]);
    }

    fn cells(&self) -> u64 {
        let laid = self.corners.map_or(0, |[top, left, bottom, right]| (bottom - top + 1) * (right - left + 1));
        laid.max(self.stated)
    }
}

/// The kinds and contents of the records from the byte `at` on.
fn records(stream: &[u8], at: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(at..).unwrap_or_default();
    std::iter::from_fn(move || {
        let kind = u16::try_from(number(rest, 0, 2)?).ok()?;
        let length = usize::try_from(number(rest, 2, 2)?).ok()?;
        let data = rest.get(4..4 + length)?;
        rest = rest.get(4 + length..)?;
        Some((kind, data))
    })
}

/// An unsigned number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, count: usize) -> Option<u64> {
    let bytes = bytes.get(at..at.checked_add(count)?)?;
    Some(bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// A compound file: a header, and sectors in chains.
struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector that follows each.
    next: Vec<u32>,
}

impl<'b> Compound<'b> {
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let sector = match number(bytes, 30, 2)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, next: Vec::new() };
        let word = |bytes: &[u8], at: usize| number(bytes, at, 4).and_then(|word| u32::try_from(word).ok());
        // The table of chains is itself in sectors: the first 109 are listed in the header, others in sectors of their own.
        let mut tables: Vec<u32> = (0..109).filter_map(|index| word(bytes, 76 + index * 4)).collect();
        let mut more = word(bytes, 68)?;
        while more < LAST && tables.len() <= bytes.len() / 4 {
            let list = file.sector(more)?;
            tables.extend((0..sector / 4 - 1).filter_map(|index| word(list, index * 4)));
            more = word(list, sector - 4)?;
        }
        for table in tables.into_iter().filter(|table| *table < LAST) {
            let table = file.sector(table)?.chunks_exact(4);
            file.next.extend(table.filter_map(|next| word(next, 0)));
        }
        Some(file)
    }

    /// What is there of a sector; the last one may be short.
    fn sector(&self, index: u32) -> Option<&'b [u8]> {
        let start = (index as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The sectors of a chain one after the other.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut content = Vec::new();
        let mut at = first;
        while at < LAST {
            content.extend_from_slice(self.sector(at)?);
            if content.len() > self.bytes.len() {
                return None;
            }
            at = *self.next.get(at as usize)?;
        }
        Some(content)
    }

    /// The stream of records of a workbook.
    fn workbook(&self) -> Option<Vec<u8>> {
        let word = |bytes: &[u8], at: usize| number(bytes, at, 4).and_then(|word| u32::try_from(word).ok());
        let directory = self.chain(word(self.bytes, 48)?)?;
        let named = |name: &str| {
            directory.chunks_exact(ENTRY).find(|entry| {
                let letters = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes);
                letters.zip(entry.iter()).all(|(letter, byte)| letter.eq_ignore_ascii_case(byte))
            })
        };
        let entry = named("Workbook").or_else(|| named("Book"))?;
        let (first, length) = (word(entry, 116)?, word(entry, 120)? as usize);
        let mut content = if length >= SMALL {
            self.chain(first)?
        } else {
            let small = self.chain(word(&directory, 116)?)?;
            let next = self.chain(word(self.bytes, 60)?)?;
            let mut content = Vec::new();
            let mut at = first;
            while at < LAST && content.len() <= length {
                let start = (at as usize).checked_mul(SMALL_SECTOR)?;
                content.extend_from_slice(small.get(start..start + SMALL_SECTOR)?);
                at = word(&next, (at as usize).checked_mul(4)?)?;
            }
            content
        };
        content.truncate(length);
        Some(content)
    }
}
