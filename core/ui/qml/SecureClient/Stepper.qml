pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts

// Numbered circles of a flow, done ones ticked; on a phone only the current title is written out.
ColumnLayout {
    id: stepper

    property var titles: []
    property int index: 0
    readonly property bool roomy: width / Math.max(1, titles.length) > Style.space(26)

    Layout.fillWidth: true
    spacing: Style.space(2)
    Accessible.role: Accessible.ProgressBar
    Accessible.name: qsTr("第 %1 步，共 %2 步：%3").arg(index + 1).arg(titles.length).arg(titles[index] ?? "")

    RowLayout {
        Layout.fillWidth: true
        spacing: 0

        Repeater {
            model: stepper.titles.length

            Item {
                id: step

                required property int index
                readonly property bool done: index < stepper.index
                readonly property bool current: index === stepper.index

                Layout.fillWidth: true
                implicitHeight: circle.height + (label.visible ? label.height + Style.space(2) : 0)

                Rectangle {
                    anchors.verticalCenter: circle.verticalCenter
                    anchors.left: parent.left
                    anchors.right: circle.left
                    anchors.rightMargin: Style.space(1)
                    visible: step.index > 0
                    height: 2
                    color: step.done || step.current ? Style.accent : Style.line
                }
                Rectangle {
                    anchors.verticalCenter: circle.verticalCenter
                    anchors.left: circle.right
                    anchors.leftMargin: Style.space(1)
                    anchors.right: parent.right
                    visible: step.index < stepper.titles.length - 1
                    height: 2
                    color: step.done ? Style.accent : Style.line
                }
                Rectangle {
                    id: circle

                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.max(Style.space(7), Style.small * 1.9)
                    height: width
                    radius: width / 2
                    color: step.done || step.current ? Style.accent : Style.surface
                    border.width: step.done || step.current ? 0 : 2
                    border.color: Style.lineStrong

                    AppText {
                        anchors.centerIn: parent
                        visible: !step.done
                        text: step.index + 1
                        level: "small"
                        lineHeight: 1
                        font.weight: Font.DemiBold
                        color: step.current ? Style.accentInk : Style.textMuted
                        Accessible.ignored: true
                    }
                    AppIcon {
                        anchors.centerIn: parent
                        visible: step.done
                        iconName: "check"
                        size: parent.width * 0.6
                        color: Style.accentInk
                    }
                }
                AppText {
                    id: label

                    anchors.top: circle.bottom
                    anchors.topMargin: Style.space(2)
                    width: parent.width
                    visible: stepper.roomy
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                    level: "small"
                    text: stepper.titles[step.index] ?? ""
                    color: step.current ? Style.accent : Style.textMuted
                    font.weight: step.current ? Font.DemiBold : Font.Normal
                    Accessible.ignored: true
                }
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        visible: !stepper.roomy
        horizontalAlignment: Text.AlignHCenter
        text: stepper.titles[stepper.index] ?? ""
        font.weight: Font.DemiBold
        color: Style.accent
        Accessible.ignored: true
    }
}
