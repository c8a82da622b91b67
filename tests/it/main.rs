//! Tests of the library from outside, in one binary (each further binary would link polars again).

mod sample_data;
