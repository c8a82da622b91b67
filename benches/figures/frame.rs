//! Drawing alone: the state to the cells of a frame and to those that changed, in this process.

use std::time::Instant;

use chartpaper::app::{App, Event, Key, KeyCode, Opening, Screen, Size, Start};
use chartpaper::chart::Charset;
use chartpaper::theme::Theme;
use chartpaper::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::Result;
use crate::keys::COMMENTS;
use crate::sample::Sample;
use crate::sessions::Made;
use crate::table::{Goal, Table};
use crate::wish::Wish;

const SIZE: Size = Size { width: 200, height: 60 };

/// Adds the time of a frame for the view that takes longest, with every view tried.
pub(crate) fn measure(wish: &Wish, table: &mut Table) -> Result<()> {
    let made = Made::with_comments(COMMENTS)?;
    let views: Vec<String> = made.admission.views().iter().map(|view| view.id().to_owned()).collect();
    let mut app = opened(made);
    let theme = Theme::shipped().into_iter().next().ok_or("there is no theme")?;
    let mut all = Vec::new();
    for _ in &views {
        let name = app.retreat().and_then(|retreat| retreat.current_view()).map_or("none", |view| view.id()).to_owned();
        all.push((name, draw(&app, &theme, wish.runs(500))?));
        press(&mut app, KeyCode::Char('c'));
        // Every view was revealed when the session was made; after resuming it is asked for again.
        if app.overlay().is_some() {
            press(&mut app, KeyCode::Enter);
        }
    }
    let heaviest = all.into_iter().max_by(|a, b| a.1.quantile(0.5).total_cmp(&b.1.quantile(0.5)));
    let (view, times) = heaviest.ok_or("there is no view")?;
    let (width, height) = (SIZE.width, SIZE.height);
    let what = format!("draw a frame: view `{view}` of {}, {width}x{height}, {COMMENTS} comments", views.len());
    table.add(what, "ms", &times, Some(Goal::Median(2.0)));
    Ok(())
}

fn opened(made: Made) -> App {
    let mut app = App::on(Screen::Start(Start::new(Vec::new())), 0, 1);
    app.update(Event::Resized(SIZE));
    app.update(Event::Began(Box::new(Opening {
        protocol: made.parsed.protocol,
        session: made.session,
        admission: Some(made.admission),
        rehearsal: true,
        place: "long.session.jsonl".to_owned(),
        notices: Vec::new(),
        resumed: Some(0),
        draft: String::new(),
    })));
    press(&mut app, KeyCode::Enter);
    press(&mut app, KeyCode::Enter);
    app
}

fn press(app: &mut App, key: KeyCode) {
    app.update(Event::Key(Key::plain(key)));
}

fn draw(app: &App, theme: &Theme, times: usize) -> Result<Sample> {
    let look = Look { theme, charset: Charset::Blocks };
    let mut terminal = Terminal::new(TestBackend::new(SIZE.width, SIZE.height))?;
    let mut taken = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        terminal.draw(|frame| ui::render(app, look, frame))?;
        taken.push(began.elapsed());
    }
    Ok(Sample::milliseconds(taken))
}
