pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient

// What a picture has to be like, and [拍照示例]: one good picture and three that are sent back.
GridLayout {
    id: hint

    property string subject: "page"
    property string text: qsTr("请保证照片真实、清晰，四角完整，没有反光。")

    Layout.fillWidth: true
    columns: Style.compact ? 1 : 2
    columnSpacing: Style.space(3)

    AppText {
        Layout.fillWidth: true
        muted: true
        text: hint.text
    }
    AppButton {
        objectName: "photoExample"
        kind: "text"
        flush: true
        text: qsTr("拍照示例")
        onClicked: examples.open()
    }
    AppDialog {
        id: examples

        objectName: "photoExamples"
        title: qsTr("拍照示例")
        onOpened: known.forceActiveFocus()
        onClosed: hint.forceActiveFocus()

        GridLayout {
            Layout.fillWidth: true
            columns: 2
            columnSpacing: Style.space(4)
            rowSpacing: Style.space(4)
            uniformCellWidths: true

            Repeater {
                model: [
                    { fault: "", text: qsTr("平放、完整、清晰") },
                    { fault: "cut", text: qsTr("边角缺失") },
                    { fault: "blurred", text: qsTr("模糊不清") },
                    { fault: "glare", text: qsTr("反光") }
                ]

                ColumnLayout {
                    id: example

                    required property var modelData
                    readonly property bool good: modelData.fault === ""

                    spacing: Style.space(2)
                    PhotoSketch {
                        Layout.fillWidth: true
                        subject: hint.subject
                        fault: example.modelData.fault
                    }
                    RowLayout {
                        spacing: Style.space(1)
                        AppIcon {
                            iconName: example.good ? "success" : "error"
                            color: example.good ? Style.success : Style.danger
                        }
                        AppText {
                            Layout.fillWidth: true
                            level: "small"
                            text: example.modelData.text
                        }
                    }
                }
            }
        }
        AppText {
            Layout.fillWidth: true
            muted: true
            text: hint.subject === "page" ? qsTr("JPG 或 PNG，不超过 10 MB；也可扫描为 PDF。") : qsTr("JPG 或 PNG，不超过 10 MB。")
        }
        AppButton {
            id: known

            objectName: "photoExamplesClose"
            Layout.alignment: Qt.AlignRight
            text: qsTr("知道了")
            onClicked: examples.close()
        }
    }
}
