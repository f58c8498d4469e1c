import QtQuick
import QtQuick.Controls.impl

// A line icon of resources/icons by name, or any SVG by URL, in one colour.
IconImage {
    property string iconName: ""
    property int size: Style.iconSize

    source: iconName === "" ? "" : iconName.indexOf("/") >= 0 ? iconName
        : Qt.resolvedUrl("../../../../resources/icons/" + iconName + ".svg")
    sourceSize: Qt.size(size, size)
    color: Style.text
    Accessible.ignored: true
}
