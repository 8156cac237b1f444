package dev.faultline.housefixture.attic;

/// In a package without a row in the table.
class Forgotten {}
