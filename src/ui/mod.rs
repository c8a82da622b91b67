//! The screen: what the state looks like, in cells.
pub mod ink;
pub mod picture;
