//! Workbooks of every kind, as small as a reader takes them: for tests.

use std::fmt::Write as _;

/// Sheets: name, and rows of cells; what reads as a number is one.
pub(in crate::records) type Sheets<'s> = [(&'s str, &'s Vec<Vec<String>>)];

/// A workbook with these sheets, its parts stored without compression.
pub(in crate::records) fn xlsx(sheets: &Sheets<'_>) -> Vec<u8> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut types = String::new();
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts: Vec<(String, String)> = Vec::new();
    for (index, (name, rows)) in sheets.iter().enumerate() {
        let number = index + 1;
        write!(types, "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>").unwrap();
        write!(list, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>").unwrap();
        write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"{REL}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
        .unwrap();
        let mut data = String::new();
        for (at, row) in rows.iter().enumerate() {
            write!(data, "<row r=\"{}\">", at + 1).unwrap();
            for (column, cell) in row.iter().enumerate() {
                let place = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), at + 1);
                match cell.parse::<f64>() {
                    Ok(number) => write!(data, "<c r=\"{place}\"><v>{number}</v></c>").unwrap(),
                    Err(_) => write!(data, "<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap(),
                }
            }
            data.push_str("</row>");
        }
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>"),
        ));
    }
    parts.push(("[Content_Types].xml".into(), format!("{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>{types}</Types>")));
    parts.push(("_rels/.rels".into(), format!("{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{REL}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    parts.push((
        "xl/workbook.xml".into(),
        format!("{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{REL}\"><sheets>{list}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("{HEAD}<Relationships xmlns=\"{PACKAGE}\">{relations}</Relationships>"),
    ));
    archive(&parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect::<Vec<_>>())
}

/// A zip archive of parts that are stored as they are.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let start = u32::try_from(bytes.len()).unwrap();
        let mut about = Vec::new();
        // Version, flags, method, time, date; checksum, two sizes, lengths of name and extra field.
        for short in [20_u16, 0, 0, 0, 0x21] {
            about.extend(short.to_le_bytes());
        }
        let length = u32::try_from(content.len()).unwrap();
        for long in [crc32fast::hash(content), length, length] {
            about.extend(long.to_le_bytes());
        }
        about.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        about.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&about);
        bytes.extend(name.as_bytes());
        bytes.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        // Comment, disk, attributes.
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let count = u16::try_from(parts.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// A cell anywhere: row, column, content.
pub(in crate::records) type Placed<'s> = (u16, u16, &'s str);

/// A spreadsheet of the open document format.
pub(in crate::records) fn ods(sheets: &Sheets<'_>) -> Vec<u8> {
    let mut body = String::new();
    for (name, rows) in sheets {
        write!(body, "<table:table table:name=\"{name}\">").unwrap();
        for row in *rows {
            body.push_str("<table:table-row>");
            for cell in row {
                match cell.parse::<f64>() {
                    Ok(number) => write!(body, "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"),
                    Err(_) => write!(body, "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"),
                }
                .unwrap();
            }
            body.push_str("</table:table-row>");
        }
        body.push_str("</table:table>");
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"></manifest:manifest>";
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

/// A workbook in binary records (MS-XLSB).
pub(in crate::records) fn xlsb(sheets: &Sheets<'_>) -> Vec<u8> {
    fn wide(text: &str) -> Vec<u8> {
        let letters = text.encode_utf16().flat_map(u16::to_le_bytes);
        u32::try_from(text.encode_utf16().count()).unwrap().to_le_bytes().into_iter().chain(letters).collect()
    }
    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let mut bytes = match u8::try_from(kind) {
            Ok(kind) if kind < 0x80 => vec![kind],
            _ => vec![u8::try_from(kind & 0x7F).unwrap() | 0x80, u8::try_from(kind >> 7).unwrap()],
        };
        bytes.extend([u8::try_from(data.len() & 0x7F).unwrap() | 0x80, u8::try_from(data.len() >> 7).unwrap()]);
        bytes.extend(data);
        bytes
    }
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (mut book, mut relations, mut parts) = (record(0x0083, &[]), String::new(), Vec::new());
    book.extend(record(0x008F, &[]));
    for (index, (name, rows)) in sheets.iter().enumerate() {
        let relation = format!("rId{}", index + 1);
        book.extend(record(0x009C, &[&long(0)[..], &long(index + 1), &wide(&relation), &wide(name)].concat()));
        write!(relations, "<Relationship Id=\"{relation}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{}.bin\"/>", index + 1).unwrap();
        let mut sheet = record(0x0081, &[]);
        sheet.extend(record(0x0094, &[0; 16]));
        sheet.extend(record(0x0091, &[]));
        for (row, cells) in rows.iter().enumerate() {
            sheet.extend(record(0x0000, &long(row)));
            for (column, cell) in cells.iter().enumerate() {
                let place = [long(column), long(0)].concat();
                sheet.extend(match cell.parse::<f64>() {
                    Ok(number) => record(0x0005, &[&place[..], &number.to_le_bytes()].concat()),
                    Err(_) => record(0x0006, &[place, wide(cell)].concat()),
                });
            }
        }
        sheet.extend(record(0x0092, &[]));
        sheet.extend(record(0x0082, &[]));
        parts.push((format!("xl/worksheets/sheet{}.bin", index + 1), sheet));
    }
    for kind in [0x0090, 0x009D, 0x0084] {
        book.extend(record(kind, &[]));
    }
    let relations = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    );
    parts.push(("xl/workbook.bin".to_owned(), book));
    parts.push(("xl/_rels/workbook.bin.rels".to_owned(), relations.into_bytes()));
    archive(&parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect::<Vec<_>>())
}

/// A workbook of before 2007: records (MS-XLS) in a compound file (MS-CFB).
pub(in crate::records) fn xls(sheets: &Sheets<'_>) -> Vec<u8> {
    let placed: Vec<(&str, Vec<Placed<'_>>)> = sheets
        .iter()
        .map(|(name, rows)| {
            let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
                let place = move |column| (u16::try_from(row).unwrap(), u16::try_from(column).unwrap());
                cells.iter().enumerate().map(move |(column, cell)| (place(column).0, place(column).1, cell.as_str()))
            });
            (*name, cells.collect())
        })
        .collect();
    xls_of(&placed)
}

/// The same with cells anywhere.
pub(in crate::records) fn xls_of(sheets: &[(&str, Vec<Placed<'_>>)]) -> Vec<u8> {
    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }
    let begin = |what: u8| record(0x0809, &[0, 6, what, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = || record(0x000A, &[]);
    let named = |name: &str, at: usize| {
        let head =
            [u32::try_from(at).unwrap().to_le_bytes().to_vec(), vec![0, 0, u8::try_from(name.len()).unwrap(), 0]];
        record(0x0085, &[head.concat(), name.as_bytes().to_vec()].concat())
    };
    let mut at = begin(5).len() + sheets.iter().map(|(name, _)| named(name, 0).len()).sum::<usize>() + end().len();
    let (mut stream, mut bodies) = (begin(5), Vec::new());
    for (name, cells) in sheets {
        let mut body = begin(0x10);
        for (row, column, cell) in cells {
            let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
            body.extend(if let Ok(number) = cell.parse::<f64>() {
                record(0x0203, &[&place[..], &number.to_le_bytes()].concat())
            } else {
                let length = u16::try_from(cell.len()).unwrap().to_le_bytes();
                record(0x0204, &[&place[..], &length, &[0], cell.as_bytes()].concat())
            });
        }
        body.extend(end());
        stream.extend(named(name, at));
        at += body.len();
        bodies.extend(body);
    }
    stream.extend(end());
    stream.extend(bodies);
    compound(&stream)
}

/// A compound file with one stream, `Workbook`: a table of chains, a directory, and the stream in sectors of 512 bytes.
fn compound(stream: &[u8]) -> Vec<u8> {
    const LAST: u32 = 0xFFFF_FFFE;
    let length = stream.len().max(4096);
    let sectors = length.div_ceil(512);
    let tables = (sectors + 2).div_ceil(127);
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut bytes = vec![0; 512];
    let mut put = |at: usize, data: &[u8]| bytes[at..at + data.len()].copy_from_slice(data);
    put(0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    put(24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    for (at, number) in [(44, tables), (48, tables), (56, 4096), (60, LAST as usize), (68, LAST as usize)] {
        put(at, &long(number));
    }
    for index in 0..109 {
        put(76 + index * 4, &if index < tables { long(index) } else { [0xFF; 4] });
    }
    let chains = std::iter::repeat_n(0xFFFF_FFFD, tables)
        .chain([LAST])
        .chain((1..sectors).map(|next| u32::try_from(tables + 1 + next).unwrap()))
        .chain([LAST]);
    bytes.extend(chains.flat_map(u32::to_le_bytes));
    bytes.resize(512 + tables * 512, 0xFF);
    for (name, kind, start, length) in [("Root Entry", 5, LAST as usize, 0), ("Workbook", 2, tables + 1, length)] {
        let mut entry = [0_u8; 128];
        for (place, letter) in entry.iter_mut().step_by(2).zip(name.bytes()) {
            *place = letter;
        }
        entry[64] = u8::try_from(name.len() * 2 + 2).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&long(start));
        entry[120..124].copy_from_slice(&long(length));
        bytes.extend(entry);
    }
    bytes.resize(512 + (tables + 1) * 512, 0);
    bytes.extend(stream);
    bytes.resize(512 + (tables + 1 + sectors) * 512, 0);
    bytes
}
