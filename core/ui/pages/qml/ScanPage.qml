pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import CorePages

// 扫一扫: camera, screen, picture or video; what no plugin knows is shown as plain text.
AppPage {
    id: page

    required property ScanViewModel vm

    viewModel: vm

    Viewfinder {
        objectName: "finder"
        Layout.fillWidth: true
        Layout.preferredHeight: Math.min(width * 0.75, Style.space(105))
        source: page.vm.preview
        waiting: page.vm.source !== ""
        framed: page.vm.source === "camera"
        hintName: "finderHint"
        hint: page.vm.source === "screen" ? qsTr("正在识别屏幕，请让二维码完整显示在屏幕上。")
            : page.vm.source === "file" ? qsTr("正在识别文件中的二维码…")
            : page.vm.source === "camera" ? qsTr("正在打开摄像头…")
            : page.vm.cameraMissing ? qsTr("没有找到摄像头。可以连接摄像头后重试，或改用图片、屏幕识别。")
            : qsTr("摄像头已关闭。")
    }
    SectionHeader {
        visible: page.vm.unknown.count > 0
        text: qsTr("没有功能可以处理的二维码")
    }
    AppText {
        Layout.fillWidth: true
        visible: page.vm.unknown.count > 0
        muted: true
        text: qsTr("内容按原样显示，应用不会打开其中的链接。来源不明时请不要照做。")
    }
    Repeater {
        model: page.vm.unknown

        AppCard {
            id: card

            required property int index
            required property string shown

            content: RowLayout {
                Layout.fillWidth: true
                spacing: Style.space(3)
                AppText {
                    objectName: "unknown" + card.index
                    Layout.fillWidth: true
                    text: card.shown
                    wrapMode: Text.WrapAnywhere
                }
                IconButton {
                    objectName: "copy" + card.index
                    iconName: "copy"
                    text: qsTr("复制内容")
                    onClicked: page.vm.copyText(card.index)
                }
            }
        }
    }
    AppText {
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        muted: true
        visible: page.vm.source === "camera"
        text: qsTr("将二维码放入框内，识别后会先说明用途，再由您确认。")
    }
    AppComboBox {
        objectName: "cameras"
        Layout.fillWidth: true
        visible: page.vm.cameraNames.length > 1
        label: qsTr("摄像头")
        model: page.vm.cameraNames
        currentIndex: page.vm.cameraIndex
        onActivated: index => page.vm.useCamera(index)
    }
    GridLayout {
        Layout.fillWidth: true
        columns: Style.compact ? 1 : 2
        uniformCellWidths: true
        columnSpacing: Style.space(3)
        rowSpacing: Style.space(3)

        AppButton {
            objectName: "useCamera"
            Layout.fillWidth: true
            kind: "secondary"
            iconName: "camera"
            text: page.vm.source === "camera" ? qsTr("关闭摄像头") : qsTr("使用摄像头")
            onClicked: page.vm.source === "camera" ? page.vm.pause() : page.vm.useCamera(page.vm.cameraIndex)
        }
        AppButton {
            objectName: "useScreen"
            Layout.fillWidth: true
            visible: !Style.kiosk
            kind: "secondary"
            iconName: "monitor"
            text: page.vm.source === "screen" ? qsTr("停止识别屏幕") : qsTr("识别屏幕上的二维码")
            onClicked: page.vm.source === "screen" ? page.vm.pause() : page.vm.useScreen()
        }
    }
    FileDropArea {
        objectName: "pickFile"
        iconName: "image"
        text: qsTr("选择二维码图片或视频，也可以拖到这里")
        nameFilters: [qsTr("图片和视频 (*.png *.jpg *.jpeg *.bmp *.webp *.mp4 *.avi *.mov *.mkv *.webm)")]
        onChosen: file => page.vm.useFile(file)
    }
}
