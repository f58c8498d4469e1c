import QtQuick
import QtQuick.Layouts

// A calm surface that groups things; optionally one large button.
Rectangle {
    id: card

    property string title: ""
    property bool titleShown: true // false where the content writes the title itself
    property bool clickable: false
    property bool selected: false
    property int padding: Style.compact ? Style.space(4) : Style.space(6)
    default property alias content: column.data

    signal clicked

    Layout.fillWidth: true
    implicitWidth: column.implicitWidth + 2 * padding
    implicitHeight: column.implicitHeight + 2 * padding
    radius: Style.radiusLarge
    color: selected ? Style.accentSoft : hover.hovered && clickable ? Style.surfaceSunken : Style.surface
    border.width: selected ? 2 : Style.lineWidth
    border.color: selected ? Style.accent : Style.line
    activeFocusOnTab: clickable
    Accessible.ignored: !clickable
    Accessible.role: clickable ? Accessible.Button : Accessible.Grouping
    Accessible.name: title
    Accessible.focusable: clickable
    Accessible.onPressAction: if (clickable) clicked()
    Keys.onReturnPressed: event => clickable ? clicked() : event.accepted = false
    Keys.onSpacePressed: event => clickable ? clicked() : event.accepted = false

    Behavior on color { ColorAnimation { duration: Style.motion } }
    HoverHandler {
        id: hover
        enabled: card.clickable
        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        enabled: card.clickable
        onTapped: card.clicked()
    }
    FocusRing { shown: card.activeFocus; corner: card.radius }

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: card.padding
        spacing: Style.space(4)

        AppText {
            Layout.fillWidth: true
            visible: card.titleShown && card.title !== ""
            text: card.title
            level: "heading"
        }
    }
}
