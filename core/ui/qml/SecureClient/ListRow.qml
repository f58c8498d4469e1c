import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

// One row of a list: icon, title over subtitle, value or badge, chevron.
AbstractButton {
    id: row

    property string title: ""
    property string subtitle: ""
    property string value: ""
    property string iconName: ""
    property string badge: ""
    property string badgeKind: "neutral"
    property bool chevron: true
    property bool selected: false
    property int bleed: Style.space(3) // its surface reaches this far beyond the column, so that its text stands in line with others

    Layout.fillWidth: true
    Layout.leftMargin: -bleed
    Layout.rightMargin: -bleed
    Layout.topMargin: -Style.space(1)
    Layout.bottomMargin: -Style.space(1)
    implicitHeight: Math.max(Style.controlHeight + Style.space(4), content.implicitHeight + Style.space(6))
    leftPadding: bleed
    rightPadding: bleed
    hoverEnabled: true
    Accessible.name: [title, subtitle, value, badge].filter(part => part !== "").join("，")
    Keys.onReturnPressed: row.click()
    Keys.onEnterPressed: row.click()

    background: Rectangle {
        radius: Style.radius
        color: row.selected ? Style.accentSoft : row.down ? Style.surfaceSunken : row.hovered && row.chevron ? Style.surfaceSunken : "transparent"
        border.width: row.selected ? 2 : 0
        border.color: Style.accent
        FocusRing { shown: row.visualFocus; anchors.margins: -1 }
    }
    contentItem: RowLayout {
        id: content

        spacing: Style.space(4)

        Rectangle {
            Layout.preferredWidth: Style.space(10)
            Layout.preferredHeight: Style.space(10)
            visible: row.iconName !== ""
            radius: Style.radius
            color: Style.accentSoft
            AppIcon {
                anchors.centerIn: parent
                iconName: row.iconName
                color: Style.accent
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: Style.space(0.5)
            AppText {
                Layout.fillWidth: true
                text: row.title
                Accessible.ignored: true
            }
            AppText {
                Layout.fillWidth: true
                visible: row.subtitle !== ""
                text: row.subtitle
                level: "small"
                muted: true
                Accessible.ignored: true
            }
        }
        AppText {
            Layout.maximumWidth: row.width * 0.5
            visible: row.value !== ""
            text: row.value
            muted: true
            horizontalAlignment: Text.AlignRight
            Accessible.ignored: true
        }
        Badge {
            visible: row.badge !== ""
            text: row.badge
            kind: row.badgeKind
        }
        AppIcon {
            visible: row.chevron
            iconName: "chevron-right"
            color: Style.textMuted
        }
    }
}
