package dev.faultline.ui.graph;

import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.graphstream.ui.geom.Point3;
import org.graphstream.ui.view.camera.Camera;

/// Which part of the sheet is seen, and how large. One unit of GraphStream is one pixel of the
/// whole sheet, upward.
final class Viewport {
    private static final double CLOSEST = 0.12;

    /// The mini-map's share of the pane's width and height, and its distance from the corner, px.
    private static final double MAP = 0.16;

    private static final double MAP_MARGIN = 8;

    private final Camera camera;
    private Sheet sheet = Sheet.NONE;

    Viewport(Camera camera) {
        this.camera = camera;
    }

    Sheet sheet() {
        return sheet;
    }

    void sheet(Sheet newest) {
        sheet = newest;
    }

    /// The whole sheet.
    void fit() {
        camera.setAutoFitView(false);
        camera.setViewPercent(1);
        camera.setViewCenter(sheet.width() / 2, -sheet.height() / 2, 0);
    }

    /// Moves closer (`factor` below 1) or away, keeping what lies under the pixel in its place.
    void zoom(double factor, double x, double y) {
        double before = camera.getViewPercent();
        double after = Math.clamp(before * factor, CLOSEST, 1);
        Point2D under = fromPixel(x, y);
        Point3 centre = camera.getViewCenter();
        double ratio = after / before;
        camera.setViewPercent(after);
        centre(
                under.getX() + (centre.x - under.getX()) * ratio,
                under.getY() + (-centre.y - under.getY()) * ratio);
    }

    /// Moves the sheet by pixels.
    void pan(double dx, double dy) {
        Point3 centre = camera.getViewCenter();
        double percent = camera.getViewPercent();
        centre(centre.x - dx * percent, -centre.y - dy * percent);
    }

    /// Brings a point of the sheet to the middle, as far as there is sheet around it.
    void centre(double x, double y) {
        double half = camera.getViewPercent() / 2;
        camera.setViewCenter(
                Math.clamp(x, sheet.width() * half, sheet.width() * (1 - half)),
                -Math.clamp(y, sheet.height() * half, sheet.height() * (1 - half)),
                0);
    }

    /// From the sheet to the screen. GraphStream's own transformation is that of the frame which is
    /// being drawn, and none before its nodes are.
    Point2D toPixel(Point2D at) {
        Point3 centre = camera.getViewCenter();
        double percent = camera.getViewPercent();
        return new Point2D(
                (at.getX() - centre.x) / percent + sheet.width() / 2,
                (at.getY() + centre.y) / percent + sheet.height() / 2);
    }

    Point2D fromPixel(double x, double y) {
        Point3 centre = camera.getViewCenter();
        double percent = camera.getViewPercent();
        return new Point2D(
                (x - sheet.width() / 2) * percent + centre.x,
                (y - sheet.height() / 2) * percent - centre.y);
    }

    double zoomed() {
        return 1 / camera.getViewPercent();
    }

    /// Where the mini-map stands: in the lower right corner, while not all is seen; nowhere else.
    Rectangle2D map() {
        if (zoomed() < 1.05 || sheet.tooSmall()) {
            return Rectangle2D.EMPTY;
        }
        double width = sheet.width() * MAP;
        double height = sheet.height() * MAP;
        return new Rectangle2D(
                sheet.width() - width - MAP_MARGIN,
                sheet.height() - height - MAP_MARGIN,
                width,
                height);
    }

    /// From the sheet into the mini-map.
    Point2D toMap(Point2D at) {
        Rectangle2D map = map();
        return new Point2D(map.getMinX() + at.getX() * MAP, map.getMinY() + at.getY() * MAP);
    }

    /// Brings what was pointed at in the mini-map to the middle.
    void goOnMap(double x, double y) {
        Rectangle2D map = map();
        centre((x - map.getMinX()) / MAP, (y - map.getMinY()) / MAP);
    }
}
