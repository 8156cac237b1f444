package dev.faultline.housefixture.engine;

/// Breaks: printing is for the command line.
class Prints {
    void print() {
        System.out.println();
    }
}
