import QtQuick
import QtQuick.Layouts

// Root of a wizard's step: a column; with `fillsPage` it takes the page's height instead of scrolling. `bar` stands above the
// wizard's buttons and does not scroll.
ColumnLayout {
    property bool fillsPage: false
    property Component bar: null

    spacing: Style.space(5)
}
