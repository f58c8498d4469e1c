import QtQuick
import QtQuick.Layouts
import SecureClient

// One side of the card: the picture, or where to drop it; what is wrong with it below.
ColumnLayout {
    id: side

    property url source
    property string problem: ""
    property string caption: ""

    signal chosen(url file)
    signal photographed

    Layout.fillWidth: true
    spacing: Style.space(2)

    Picture {
        visible: side.source.toString() !== ""
        Layout.fillWidth: true
        Layout.preferredHeight: width * 0.63
        source: side.source
    }
    FileDropArea {
        Layout.fillWidth: true
        text: side.caption
        iconName: "image"
        nameFilters: [qsTr("图片 (*.jpg *.jpeg *.png)")]
        onChosen: url => side.chosen(url)
    }
    AppButton {
        objectName: side.objectName + "Camera"
        Layout.fillWidth: true
        kind: "secondary"
        iconName: "camera"
        text: qsTr("拍照")
        onClicked: side.photographed()
    }
    AppText {
        Layout.fillWidth: true
        visible: side.problem !== ""
        text: side.problem
        color: Style.danger
    }
}
