import QtQuick
import QtQuick.Layouts

// Root of a wizard's step: a column; with `fillsPage` it takes the page's height instead of scrolling.
ColumnLayout {
    property bool fillsPage: false

    spacing: Style.space(5)
}
